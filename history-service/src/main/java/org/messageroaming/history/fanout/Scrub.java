package org.messageroaming.history.fanout;

import java.util.List;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/**
 * Taking a recalled message's content out of the entries that wait in inboxes.
 *
 * @param recipients whose inboxes may hold it; 1 to 1000
 * @param message the message without its content
 */
public record Scrub(List<UserId> recipients, Message message) implements Step {
    private static final int ENVELOPE = 1000;
    private static final int RECIPIENT = 132;

    /** Copies the recipients. */
    public Scrub {
        recipients = List.copyOf(recipients);
    }

    @Override
    public int size() {
        return ENVELOPE + RECIPIENT * recipients.size();
    }
}
