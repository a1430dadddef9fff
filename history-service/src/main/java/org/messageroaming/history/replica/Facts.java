package org.messageroaming.history.replica;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.UserId;

/**
 * What a command needs to know, besides the conversation itself, before it can decide.
 *
 * @param retryKeys idempotency keys that it will ask about
 * @param formerMembers users whose former membership it will ask about
 * @param countBefore a time before which it will ask the number of messages; null when it will not
 */
public record Facts(
        List<RetryKey> retryKeys,
        Set<UserId> formerMembers,
        @Nullable Instant countBefore) {

    /** Nothing besides the conversation. */
    public static final Facts NONE = new Facts(List.of(), Set.of(), null);

    /** Copies the collections. */
    public Facts {
        retryKeys = List.copyOf(retryKeys);
        formerMembers = Set.copyOf(formerMembers);
    }

    /** Idempotency keys only. */
    public static Facts ofKeys(List<RetryKey> keys) {
        return new Facts(keys, Set.of(), null);
    }
}
