package org.messageroaming.history.fanout;

import java.time.Instant;
import java.util.List;
import org.messageroaming.model.Content;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;

/**
 * One inbox entry on its way.
 *
 * @param recipients whose inboxes it goes to; 1 to 1000
 * @param entryId the same however often it is sent
 * @param createdAt when it happened
 * @param told what it tells
 */
public record Delivery(List<UserId> recipients, EntryId entryId, Instant createdAt, Told told) implements Step {
    private static final int ENVELOPE = 1000;
    private static final int RECIPIENT = 132;

    /** Copies the recipients. */
    public Delivery {
        recipients = List.copyOf(recipients);
    }

    @Override
    public int size() {
        Content content = told instanceof Told.Sent sent
                ? sent.message().content()
                : ((Told.Done) told).operation() instanceof Operation.Edit edit ? edit.content() : null;
        return ENVELOPE
                + RECIPIENT * recipients.size()
                + (content == null ? 0 : 3 * content.json().length());
    }

    /** What an entry tells. */
    public sealed interface Told {

        /** A new message. */
        record Sent(Message message) implements Told {}

        /** An operation, for the devices to do the same. */
        record Done(Operation operation) implements Told {}
    }
}
