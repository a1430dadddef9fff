package org.messageroaming.offline.inbox;

import java.util.List;
import org.messageroaming.model.UserId;

/**
 * One entry for several inboxes.
 *
 * @param recipients each once
 */
public record Delivery(List<UserId> recipients, NewEntry entry) {
    /** Copies the recipients. */
    public Delivery {
        recipients = List.copyOf(recipients);
    }
}
