package org.messageroaming.history.journal;

import java.util.List;
import java.util.UUID;
import org.messageroaming.history.state.Event;

/**
 * What one claim puts into a shard's journal: an ordered batch of events.
 *
 * @param position its place in the shard's journal, from 1
 * @param claimId drawn at random by the claiming instance, by which it knows its own entry after an unknown outcome
 * @param events in the order in which they happened; at least one
 */
public record Entry(long position, UUID claimId, List<Event> events) {

    /** Copies the events. */
    public Entry {
        events = List.copyOf(events);
        if (position < 1 || events.isEmpty()) {
            throw new IllegalArgumentException("an entry has a position from 1 and at least one event");
        }
    }
}
