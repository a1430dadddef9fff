package org.messageroaming.client;

import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Instruction;
import org.messageroaming.model.MessageType;

/** Something that the user did and that the server has not confirmed. It is repeated under the same id until it is. */
public sealed interface Outgoing {

    /** Where it belongs. */
    ConversationId conversationId();

    /** A message. */
    record Send(ConversationId conversationId, ClientMessageId clientMessageId, MessageType type, Content content)
            implements Outgoing {}

    /** An operation. */
    record Operate(ConversationId conversationId, Instruction instruction) implements Outgoing {}

    /**
     * What the server refused for good.
     *
     * @param code the problem's stable code
     */
    record Refused(Outgoing outgoing, String code) {}
}
