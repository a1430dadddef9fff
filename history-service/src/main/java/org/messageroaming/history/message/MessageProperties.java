package org.messageroaming.history.message;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Rules for messages.
 *
 * @param retryWindow for how long the same client message id is recognised as a retry
 * @param clockTolerance by how much a given {@code sentAt} may be ahead of this service's clock
 * @param importBatch how many lines of an import share a journal entry at most
 */
@ConfigurationProperties("roaming.history.message")
public record MessageProperties(
        @DefaultValue("30d") Duration retryWindow,
        @DefaultValue("1m") Duration clockTolerance,
        @DefaultValue("200") int importBatch) {

    private static final Duration LONGEST_TTL = Duration.ofDays(20 * 365);

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public MessageProperties {
        if (retryWindow.toSeconds() < 1 || retryWindow.compareTo(LONGEST_TTL) > 0) {
            throw new IllegalArgumentException("roaming.history.message.retry-window must be from 1s to 7300d");
        }
        if (clockTolerance.isNegative()) {
            throw new IllegalArgumentException("roaming.history.message.clock-tolerance must not be negative");
        }
        if (importBatch < 1 || importBatch > 1000) {
            throw new IllegalArgumentException("roaming.history.message.import-batch must be from 1 to 1000");
        }
    }
}
