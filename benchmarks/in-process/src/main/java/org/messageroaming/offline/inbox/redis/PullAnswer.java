package org.messageroaming.offline.inbox.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.messageroaming.offline.inbox.InboxPage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From what Redis answers to a page. */
@State(Scope.Benchmark)
public class PullAnswer {
    private static final int ENTRIES = 1000;
    private static final int BY_SCRIPT = 32;
    private static final int ENTRY_BYTES = 300;

    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Object> nothing = answer(0);
    private final List<Object> beginning = answer(BY_SCRIPT);
    private final List<byte[]> rest =
            Collections.nCopies(ENTRIES - BY_SCRIPT, new byte[Proofs.CHECK_LENGTH + ENTRY_BYTES]);

    private static List<Object> answer(int entries) {
        String seq = Integer.toString(entries);
        List<Object> values = new ArrayList<>(Stream.of("", "incarnation", seq, "abcdef", "1000", "abcdef")
                .map(text -> text.getBytes(US_ASCII))
                .toList());
        values.add(4_000_000L);
        values.add((long) Proofs.CHECK_LENGTH + ENTRY_BYTES);
        values.addAll(Collections.nCopies(entries, new byte[Proofs.CHECK_LENGTH + ENTRY_BYTES]));
        return values;
    }

    /** Without an entry. */
    @Benchmark
    public InboxPage nothingNew() {
        return new PullPage(nothing).page(now);
    }

    /** With 1000 of 300 B. */
    @Benchmark
    public InboxPage thousandEntries() {
        PullPage page = new PullPage(beginning);
        if (!page.add(rest, page.wanted(ENTRIES))) {
            throw new IllegalStateException("the page is not complete");
        }
        return page.page(now);
    }
}
