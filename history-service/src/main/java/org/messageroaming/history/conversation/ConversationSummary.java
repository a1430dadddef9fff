package org.messageroaming.history.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;

/**
 * What a new device shows of a conversation first.
 *
 * @param joinedAt begin of the latest membership
 * @param leftAt its end; null for a current member
 * @param lastVisibleSeq the newest message that the user sees; 0 when there is none
 * @param lastMessage that message as it reads now; null when there is none
 * @param readUpToSeq the last sequence that the user has read or sent; 0 when there is none
 * @param unreadCount how many visible messages come after it, recalled ones included, since they are shown as such
 * @param firstVisibleSeq the oldest message that the user sees; 0 when there is none
 */
public record ConversationSummary(
        ConversationId conversationId,
        ConversationKind kind,
        Instant joinedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant leftAt,
        long lastVisibleSeq,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Message lastMessage,
        long readUpToSeq,
        long unreadCount,
        long firstVisibleSeq) {}
