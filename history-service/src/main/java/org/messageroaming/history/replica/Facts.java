package org.messageroaming.history.replica;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.UserId;

/**
 * What a command needs to know, besides the conversation itself, before it can decide.
 *
 * @param retryKeys appends' idempotency keys that it will ask about
 * @param formerMembers users whose former membership it will ask about
 * @param countBefore a time before which it will ask the number of messages; null when it will not
 * @param operationKeys operations' idempotency keys that it will ask about
 * @param messages sequences of messages that it will ask about
 */
public record Facts(
        List<RetryKey> retryKeys,
        Set<UserId> formerMembers,
        @Nullable Instant countBefore,
        Set<OperationKey> operationKeys,
        Set<Long> messages) {

    /** Nothing besides the conversation. */
    public static final Facts NONE = new Facts(List.of(), Set.of(), null, Set.of(), Set.of());

    /** Copies the collections. */
    public Facts {
        retryKeys = List.copyOf(retryKeys);
        formerMembers = Set.copyOf(formerMembers);
        operationKeys = Set.copyOf(operationKeys);
        messages = Set.copyOf(messages);
    }

    /** Idempotency keys of appends only. */
    public static Facts ofKeys(List<RetryKey> keys) {
        return new Facts(keys, Set.of(), null, Set.of(), Set.of());
    }

    /**
     * What a join needs.
     *
     * @param since the time that it is backdated to; null when it is not
     */
    public static Facts ofJoin(UserId user, @Nullable Instant since) {
        return new Facts(List.of(), Set.of(user), since, Set.of(), Set.of());
    }

    /** What an operation needs. */
    public static Facts ofOperation(OperationKey key, Set<Long> messages) {
        return new Facts(List.of(), Set.of(key.actor()), null, Set.of(key), messages);
    }
}
