package org.messageroaming.history.erasure;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.UserId;

/**
 * A request to erase a user, and how far it is.
 *
 * @param user who is erased
 * @param job drawn for the request, so that it is not taken for a later one of the same user
 * @param state whether it is over
 * @param requestedAt UTC, milliseconds
 * @param requestedBy the trusted back end that asked
 * @param conversations how many are done
 * @param finishedAt null while it runs
 */
public record Erasure(
        UserId user,
        UUID job,
        State state,
        Instant requestedAt,
        UserId requestedBy,
        long conversations,
        @Nullable Instant finishedAt) {

    /** Whether an erasure is over. */
    public enum State {
        /** Something is left to do. */
        RUNNING,
        /** Nothing is left. */
        DONE
    }
}
