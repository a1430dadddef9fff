package org.messageroaming.offline.inbox.web;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxEntry;
import org.messageroaming.offline.inbox.InboxPage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a page of an inbox to the answer's body, and from a client's cursor to what it says. */
@State(Scope.Benchmark)
public class PullBody {
    private static final int ENTRIES = 1000;
    private static final int ENTRY_BYTES = 300;

    private final UserId user = new UserId("alice");
    private final InboxCursor cursor =
            new InboxCursor("incarnation", 1000, "abcdef", 1000, "abcdef", Instant.parse("2026-01-01T00:00:00Z"));
    private final String text = cursor.encode(user);
    private final InboxPage nothing = page(0);
    private final InboxPage full = page(ENTRIES);

    private InboxPage page(int entries) {
        List<InboxEntry> all = IntStream.rangeClosed(1, entries)
                .mapToObj(seq -> new InboxEntry(seq, new byte[ENTRY_BYTES], 0))
                .toList();
        return new InboxPage(all, cursor, false, null);
    }

    /** What a client gave back. */
    @Benchmark
    public InboxCursor cursor() {
        return InboxCursor.decode(text, user);
    }

    /** Without an entry. */
    @Benchmark
    public byte[] nothingNew() {
        return PageBody.of(nothing, user);
    }

    /** With 1000 of 300 B. */
    @Benchmark
    public byte[] thousandEntries() {
        return PageBody.of(full, user);
    }
}
