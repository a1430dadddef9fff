package org.messageroaming.offline.inbox.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.messageroaming.offline.inbox.InboxPage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From what the pull's script answers to a page. */
@State(Scope.Benchmark)
public class PullAnswer {
    private static final int ENTRIES = 1000;
    private static final int CHUNK = 128;
    private static final int ENTRY_BYTES = 300;

    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Object> nothing = answer(0);
    private final List<Object> full = answer(ENTRIES);

    private static List<Object> answer(int entries) {
        List<Object> values = new ArrayList<>(Stream.of("", "incarnation", "1000", "abcdef", "1000", "abcdef")
                .map(text -> text.getBytes(US_ASCII))
                .toList());
        values.add(0L);
        for (int from = 0; from < entries; from += CHUNK) {
            values.add(IntStream.range(from, Math.min(entries, from + CHUNK))
                    .mapToObj(i -> new byte[Proofs.CHECK_LENGTH + ENTRY_BYTES])
                    .toList());
        }
        return values;
    }

    /** Without an entry. */
    @Benchmark
    public InboxPage nothingNew() {
        return PullScript.page(nothing, now);
    }

    /** With 1000 of 300 B, which all get arrays of their own. */
    @Benchmark
    public InboxPage thousandEntries() {
        return PullScript.page(full, now);
    }
}
