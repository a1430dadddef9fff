package org.messageroaming.history.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.UserId;

/**
 * How far the erasure of a user is.
 *
 * @param state whether one was asked for, and whether it is over
 * @param requestedAt when it was asked for: UTC, milliseconds
 * @param finishedAt when nothing was left: UTC, milliseconds
 * @param conversationsDone how many conversations the user was erased from
 * @param conversationsLeft how many are still to come; the inbox goes after them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErasureProgress(
        UserId userId,
        State state,
        @Nullable Instant requestedAt,
        @Nullable Instant finishedAt,
        long conversationsDone,
        long conversationsLeft) {

    /** Where an erasure is. */
    public enum State {
        /** None was asked for, or none lately. */
        NONE,
        /** Something is left to do. */
        RUNNING,
        /** Nothing is left. */
        DONE
    }

    static ErasureProgress none(UserId user) {
        return new ErasureProgress(user, State.NONE, null, null, 0, 0);
    }

    static ErasureProgress of(Erasure erasure, long left) {
        return new ErasureProgress(
                erasure.user(),
                State.valueOf(erasure.state().name()),
                erasure.requestedAt(),
                erasure.finishedAt(),
                erasure.conversations(),
                left);
    }
}
