package org.messageroaming.history.fanout;

import java.time.Instant;
import java.util.List;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/**
 * One inbox entry on its way.
 *
 * @param recipients whose inboxes it goes to; 1 to 1000
 * @param entryId the same however often it is sent
 * @param createdAt when it happened
 * @param message what it tells
 */
public record Delivery(List<UserId> recipients, EntryId entryId, Instant createdAt, Message message) {
    /** Copies the recipients. */
    public Delivery {
        recipients = List.copyOf(recipients);
    }
}
