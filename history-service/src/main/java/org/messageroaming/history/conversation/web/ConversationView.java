package org.messageroaming.history.conversation.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.conversation.ConversationHead;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.model.ConversationId;

/**
 * A conversation as the API shows it.
 *
 * @param lastSeq 0 when there is no message
 */
record ConversationView(
        ConversationId conversationId,
        ConversationKind kind,
        HistoryVisibility historyVisibility,
        Instant createdAt,
        long lastSeq,
        @Nullable Instant lastMessageAt,
        int memberCount) {

    static ConversationView of(ConversationHead head) {
        return new ConversationView(
                head.conversationId(),
                head.kind(),
                head.historyVisibility(),
                head.createdAt(),
                head.lastSeq(),
                head.lastMessageAt(),
                head.memberCount());
    }

    static ConversationView of(Conversation conversation) {
        return of(new ConversationHead(
                conversation.id(),
                conversation.kind(),
                conversation.historyVisibility(),
                conversation.createdAt(),
                conversation.lastSeq(),
                conversation.lastMessageAt(),
                conversation.members().size(),
                conversation.changes()));
    }
}
