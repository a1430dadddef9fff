package org.messageroaming.history.erasure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How users are erased.
 *
 * @param threads how many users an instance erases at the same time
 * @param poll how often an instance looks for erasures that nobody is at
 * @param lease for how long an instance that says nothing more is taken to be at an erasure; at least twice {@code delivery-wait} and
 *     {@code grace}
 * @param deliveryWait how long to wait for the inboxes to be scrubbed before the erasure is put off
 * @param grace how long after its first removal an inbox is removed once more: longer than a delivery that was under way may take
 * @param memory for how long it is remembered that a user was erased, for whoever asks
 */
@ConfigurationProperties("roaming.history.erasure")
public record ErasureProperties(
        @DefaultValue("2") int threads,
        @DefaultValue("5s") Duration poll,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("10s") Duration deliveryWait,
        @DefaultValue("10s") Duration grace,
        @DefaultValue("30d") Duration memory) {

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public ErasureProperties {
        require(threads >= 1, "threads", "at least 1");
        require(poll.toMillis() >= 1, "poll", "at least 1ms");
        require(deliveryWait.toMillis() >= 1, "delivery-wait", "at least 1ms");
        require(!grace.isNegative(), "grace", "at least 0s");
        boolean isLong =
                lease.compareTo(deliveryWait.multipliedBy(2)) >= 0 && lease.compareTo(grace.multipliedBy(2)) >= 0;
        require(isLong && lease.toSeconds() >= 1, "lease", "at least 1s and twice delivery-wait and grace");
        require(memory.toSeconds() >= 1, "memory", "at least 1s");
    }

    private static void require(boolean holds, String property, String range) {
        if (!holds) {
            throw new IllegalArgumentException("roaming.history.erasure." + property + " must be " + range);
        }
    }
}
