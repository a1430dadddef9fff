package org.messageroaming.history.message;

import java.util.List;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;

/**
 * A stretch of what a caller may see of a conversation.
 *
 * @param messages ascending by sequence; fewer than asked for at the ends of what is visible, at a wide gap in it, and where contents are large
 * @param hasOlder whether something visible lies before it
 * @param hasNewer whether something visible lies after it
 * @param firstVisibleSeq the oldest sequence that the caller may see; 0 when there is none
 * @param lastVisibleSeq the newest sequence that the caller may see; 0 when there is none
 */
public record Page(
        ConversationId conversationId,
        List<Message> messages,
        boolean hasOlder,
        boolean hasNewer,
        long firstVisibleSeq,
        long lastVisibleSeq) {
    /** Copies the messages. */
    public Page {
        messages = List.copyOf(messages);
    }
}
