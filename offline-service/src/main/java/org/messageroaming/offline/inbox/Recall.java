package org.messageroaming.offline.inbox;

import java.util.List;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/**
 * A message that was taken back.
 *
 * @param recipients whose inboxes may hold it, each once
 * @param message the message without its content
 */
public record Recall(List<UserId> recipients, Message message) {
    /** Copies the recipients. */
    public Recall {
        recipients = List.copyOf(recipients);
        if (message.content() != null) {
            throw new IllegalArgumentException("a recalled message has no content");
        }
    }
}
