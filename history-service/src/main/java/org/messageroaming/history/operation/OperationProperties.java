package org.messageroaming.history.operation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How operations work.
 *
 * @param recallWait how long the answer to a recall may wait for the inboxes to be scrubbed before it is 503
 * @param maxRecallWaits how many recalls may wait so at the same time; others are answered with 503 at once
 */
@ConfigurationProperties("roaming.history.operation")
public record OperationProperties(
        @DefaultValue("4s") Duration recallWait,
        @DefaultValue("32") int maxRecallWaits) {

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public OperationProperties {
        if (recallWait.toMillis() < 1) {
            throw new IllegalArgumentException("roaming.history.operation.recall-wait must be at least 1ms");
        }
        if (maxRecallWaits < 1) {
            throw new IllegalArgumentException("roaming.history.operation.max-recall-waits must be at least 1");
        }
    }
}
