package org.messageroaming.offline.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pull gives.
 *
 * @param entries in order and without a hole
 * @param cursor where the next pull goes on
 * @param hasMore whether there are entries after these, also when these are fewer than were asked for
 * @param gap why entries after the given cursor are missing; null when none is
 */
public record InboxPage(
        List<InboxEntry> entries,
        InboxCursor cursor,
        boolean hasMore,
        @Nullable Gap gap) {
    /** Copies the list. */
    public InboxPage {
        entries = List.copyOf(entries);
    }
}
