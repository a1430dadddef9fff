package org.messageroaming.history.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.ContentDigest;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.RequestRejectedException;

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

    /** @throws RequestRejectedException 413 when the content is longer than {@link Content#MAX_BYTES} */
    public MessageDraft {
        if (content.isTooLong()) {
            throw RequestRejectedException.tooLarge("content must have at most " + Content.MAX_BYTES + " bytes");
        }
    }

    /** Tells a retry from another message under the same client message id. */
    String digest() {
        return ContentDigest.of(type.value(), content.json());
    }
}
