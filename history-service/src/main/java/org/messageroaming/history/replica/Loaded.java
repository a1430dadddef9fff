package org.messageroaming.history.replica;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/**
 * A command's facts as they were read from the tables.
 *
 * @param reflects every entry up to this position (inclusive) was in the tables before they were read
 * @param conversation the conversation; null when there was none
 * @param appended the appends' idempotency keys that were known
 * @param formerMembers the former memberships that were found
 * @param countBefore the number of messages before the command's time; 0 when it asked for none
 * @param operations the operations' idempotency keys that were known
 * @param messages the messages that were found, by sequence
 */
record Loaded(
        long reflects,
        @Nullable Conversation conversation,
        Map<RetryKey, Appended> appended,
        Map<UserId, Membership> formerMembers,
        long countBefore,
        Map<OperationKey, Applied> operations,
        Map<Long, Message> messages) {

    static final Loaded NOTHING = new Loaded(0, null, Map.of(), Map.of(), 0, Map.of(), Map.of());

    Loaded {
        appended = Map.copyOf(appended);
        formerMembers = Map.copyOf(formerMembers);
        operations = Map.copyOf(operations);
        messages = Map.copyOf(messages);
    }

    long countedUpTo() {
        return conversation == null ? 0 : conversation.lastSeq();
    }
}
