package org.messageroaming.history.replica;

import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;

/** A message's place. */
record MessageKey(ConversationId conversationId, long seq) {

    static MessageKey of(Message message) {
        return new MessageKey(message.conversationId(), message.seq().value());
    }
}
