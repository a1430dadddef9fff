package org.messageroaming.edge.limits;

import java.time.Duration;
import org.messageroaming.resilience.BreakerProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests a caller may make, all instances of a service together. The defaults are far above what a busy client asks for.
 *
 * @param enabled whether callers are limited at all
 * @param userPerSecond requests a second that a user may make for ever
 * @param userBurst requests that a user who was quiet may make at once
 * @param userConcurrent requests of a user that an instance serves at the same time, pulls that wait excepted
 * @param servicePerSecond requests a second that a trusted back end may make for ever
 * @param serviceBurst requests that a back end that was quiet may make at once
 * @param keyPrefix what keys in Redis begin with
 * @param timeout how long Redis may take to say what is left; no request waits for that
 * @param maxCallers how many callers an instance keeps in mind; about 400 bytes each
 * @param breaker when Redis counts as silent
 */
@ConfigurationProperties("roaming.limits")
public record LimitProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("100") long userPerSecond,
        @DefaultValue("2000") long userBurst,
        @DefaultValue("32") int userConcurrent,
        @DefaultValue("20000") long servicePerSecond,
        @DefaultValue("100000") long serviceBurst,
        @DefaultValue("limits") String keyPrefix,
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("100000") int maxCallers,
        @DefaultValue BreakerProperties breaker) {
    /** What the arithmetic of buckets bears. */
    private static final long MOST = 1_000_000_000L;

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public LimitProperties {
        requireCount(userPerSecond, "user-per-second");
        requireCount(userBurst, "user-burst");
        requireCount(userConcurrent, "user-concurrent");
        requireCount(servicePerSecond, "service-per-second");
        requireCount(serviceBurst, "service-burst");
        require(!keyPrefix.isBlank(), "key-prefix", "not blank");
        require(timeout.toMillis() >= 1, "timeout", "at least 1ms");
        require(maxCallers >= 1, "max-callers", "at least 1");
    }

    private static void requireCount(long value, String property) {
        require(value >= 1 && value <= MOST, property, "from 1 to " + MOST);
    }

    private static void require(boolean holds, String property, String range) {
        if (!holds) {
            throw new IllegalArgumentException("roaming.limits." + property + " must be " + range);
        }
    }
}
