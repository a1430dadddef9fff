package org.messageroaming.history.replica;

import java.util.List;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.model.UserId;

/**
 * Somebody who left a conversation lately.
 *
 * @param ranges what the user could see when it left
 */
public record Departure(UserId userId, List<SeqRange> ranges) {
    /** Copies the ranges. */
    public Departure {
        ranges = List.copyOf(ranges);
    }
}
