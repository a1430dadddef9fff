package org.messageroaming.offline.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Pulls that wait.
 *
 * @param max how many may wait at the same time on this instance, or have not taken their answers yet; more are answered with 503;
 *     each holds about 100 KB of heap, nearly all of it buffers of its connection, and an answer that is not taken
 * @param maxPerUser how many of these may be for the same inbox; more are answered with 429
 * @param heartbeat how often a byte of white space is sent to a waiting client, which shows whether it is still there
 * @param threads how many threads write answers and heartbeats; never more than one for the same user
 * @param writeTime how long after its wait a client may still take to read its answer; then its connection is closed, or its
 *     stream where it is HTTP/2
 */
@ConfigurationProperties("roaming.offline.wait")
public record WaitProperties(
        @DefaultValue("10000") int max,
        @DefaultValue("20") int maxPerUser,
        @DefaultValue("5s") Duration heartbeat,
        @DefaultValue("8") int threads,
        @DefaultValue("10s") Duration writeTime) {

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public WaitProperties {
        if (max < 0 || threads < 1) {
            throw new IllegalArgumentException(
                    "roaming.offline.wait.max must be at least 0 and roaming.offline.wait.threads at least 1");
        }
        if (maxPerUser < 1) {
            throw new IllegalArgumentException("roaming.offline.wait.max-per-user must be at least 1");
        }
        if (writeTime.toMillis() < 1) {
            throw new IllegalArgumentException("roaming.offline.wait.write-time must be at least 1ms");
        }
        if (heartbeat.toMillis() < 10) {
            throw new IllegalArgumentException("roaming.offline.wait.heartbeat must be at least 10ms");
        }
    }
}
