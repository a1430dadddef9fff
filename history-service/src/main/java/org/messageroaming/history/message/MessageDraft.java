package org.messageroaming.history.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
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

    private static final int DIGEST_BYTES = 16;

    /** @throws RequestRejectedException 413 when the content is longer than {@link Content#MAX_BYTES} */
    public MessageDraft {
        if (content.isTooLong()) {
            throw RequestRejectedException.tooLarge("content must have at most " + Content.MAX_BYTES + " bytes");
        }
    }

    /** Tells a retry from another message under the same client message id: 128 bits of SHA-256, in hexadecimal. */
    String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(type.value().getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            byte[] hash = sha.digest(content.json().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
