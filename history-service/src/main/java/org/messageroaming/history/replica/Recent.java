package org.messageroaming.history.replica;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.Event;
import org.messageroaming.model.Message;

/** What a run of events says of messages and idempotency keys; the newest word counts. */
final class Recent {
    private final Map<RetryKey, Appended> appended = new HashMap<>();
    private final Map<MessageKey, Message> messages = new HashMap<>();
    private final Map<OperationKey, Applied> operations = new HashMap<>();

    void add(Event event) {
        if (event instanceof Event.MessageAppended append) {
            appended.put(keyOf(append), new Appended(append.message(), append.digest()));
            messages.put(MessageKey.of(append.message()), append.message());
        } else if (event instanceof Event.OperationApplied applied) {
            operations.put(keyOf(applied), new Applied(applied.operation(), applied.digest()));
            if (applied.message() != null) {
                messages.put(MessageKey.of(applied.message()), applied.message());
            }
        } else if (event instanceof Event.MemberErased erased) {
            forgetKeys(erased);
        } else if (event instanceof Event.MessageErased erased) {
            Message stub = Objects.requireNonNull(erased.recall().message());
            messages.put(MessageKey.of(stub), stub);
        }
    }

    /** Whoever comes back under the same name has names of its own to give. */
    private void forgetKeys(Event.MemberErased erased) {
        appended.keySet()
                .removeIf(key -> key.conversationId().equals(erased.conversationId())
                        && key.sender().equals(erased.userId()));
        operations
                .keySet()
                .removeIf(key -> key.conversationId().equals(erased.conversationId())
                        && key.actor().equals(erased.userId()));
    }

    /** Forgets what the event said, save what a later one has said since. */
    void forget(Event event) {
        if (event instanceof Event.MessageAppended append) {
            appended.remove(keyOf(append), new Appended(append.message(), append.digest()));
            messages.remove(MessageKey.of(append.message()), append.message());
        } else if (event instanceof Event.OperationApplied applied) {
            operations.remove(keyOf(applied), new Applied(applied.operation(), applied.digest()));
            if (applied.message() != null) {
                messages.remove(MessageKey.of(applied.message()), applied.message());
            }
        } else if (event instanceof Event.MessageErased erased) {
            Message stub = Objects.requireNonNull(erased.recall().message());
            messages.remove(MessageKey.of(stub), stub);
        }
    }

    @Nullable
    Appended appended(RetryKey key) {
        return appended.get(key);
    }

    @Nullable
    Message message(MessageKey key) {
        return messages.get(key);
    }

    @Nullable
    Applied operation(OperationKey key) {
        return operations.get(key);
    }

    private static RetryKey keyOf(Event.MessageAppended event) {
        return new RetryKey(
                event.conversationId(),
                event.message().sender(),
                event.message().clientMessageId());
    }

    private static OperationKey keyOf(Event.OperationApplied event) {
        return new OperationKey(
                event.conversationId(),
                event.operation().actor(),
                event.operation().operationId());
    }
}
