package org.messageroaming.history.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.model.ConversationId;

/**
 * What there is to know of a conversation besides members and messages.
 *
 * @param lastSeq the newest message's sequence; 0 when there is none
 * @param lastMessageAt its time; null when there is none
 * @param memberCount the number of current members
 * @param changes how many recalls and edits had an effect; the newest one's number
 */
public record ConversationHead(
        ConversationId conversationId,
        ConversationKind kind,
        HistoryVisibility historyVisibility,
        Instant createdAt,
        long lastSeq,
        @Nullable Instant lastMessageAt,
        int memberCount,
        long changes) {}
