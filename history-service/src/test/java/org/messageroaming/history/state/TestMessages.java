package org.messageroaming.history.state;

import java.time.Instant;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;

/** Messages as they are sent, where a test does not care what they say. */
public final class TestMessages {
    private static final Content NOTHING = new Content("{}");

    private TestMessages() {}

    /** With nothing in it. */
    public static Message sent(ConversationId id, long seq, UserId sender, Instant sentAt) {
        return sent(id, seq, sender, NOTHING, sentAt);
    }

    /** The message's client message id tells its sequence. */
    public static Message sent(ConversationId id, long seq, UserId sender, Content content, Instant sentAt) {
        return Message.sent(
                id,
                new Sequence(seq),
                sender,
                new ClientMessageId("m" + seq),
                new MessageType("text"),
                content,
                sentAt);
    }
}
