package org.messageroaming.history.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.ContentDigest;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.UserId;

/**
 * A message that has no place yet.
 *
 * @param sentAt when it was sent, if a trusted back end says so; null for the time of deciding
 */
public record MessageDraft(
        UserId sender,
        ClientMessageId clientMessageId,
        MessageType type,
        Content content,
        @Nullable Instant sentAt) {

    /** @throws org.messageroaming.model.problem.RequestRejectedException as {@link Content#requireAcceptable} says */
    public MessageDraft {
        content.requireAcceptable();
    }

    /** Tells a retry from another message under the same client message id. */
    String digest() {
        return ContentDigest.of(type.value(), content.json());
    }
}
