package org.messageroaming.offline.inbox;

import java.time.Duration;
import org.messageroaming.resilience.BreakerProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an inbox keeps.
 *
 * @param maxEntries how many entries at most; the oldest go first
 * @param maxAge how old an entry may become; an inbox that nothing is delivered to for that long has none
 * @param maxPullSize how large the entries that a pull gives may be together; one is given whatever its size, and what is left by the
 *     next pulls. An answer is in memory as a whole, so this and how many are served at the same time bound what pulls need
 * @param keyPrefix what all keys in Redis begin with
 * @param commandTimeout how long Redis may take before the caller is told that it does not answer
 * @param lossless whether Redis never loses what it acknowledged, neither by a restart nor by a failover: one server with
 *     {@code appendfsync always} and no replica to fail over to. Otherwise every restart and every failover of a server is told once
 *     to each device as {@link Gap#RESET}, since what was lost may have been seen by nobody
 * @param breaker when requests are refused since Redis does not answer
 */
@ConfigurationProperties("roaming.offline.inbox")
public record InboxProperties(
        @DefaultValue("1000") int maxEntries,
        @DefaultValue("7d") Duration maxAge,
        @DefaultValue("4MB") DataSize maxPullSize,
        @DefaultValue("roaming") String keyPrefix,
        @DefaultValue("2s") Duration commandTimeout,
        @DefaultValue("false") boolean lossless,
        @DefaultValue BreakerProperties breaker) {

    private static final int LEAST_REMEMBERED = 1000;
    private static final DataSize LARGEST_PULL = DataSize.ofMegabytes(256);

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public InboxProperties {
        if (maxEntries < 1 || maxEntries > 100_000) {
            throw new IllegalArgumentException("roaming.offline.inbox.max-entries must be from 1 to 100000");
        }
        if (maxAge.toMillis() < 1 || maxAge.toDays() > 365) {
            throw new IllegalArgumentException("roaming.offline.inbox.max-age must be from 1ms to 365d");
        }
        if (maxPullSize.toBytes() < 1 || maxPullSize.compareTo(LARGEST_PULL) > 0) {
            throw new IllegalArgumentException("roaming.offline.inbox.max-pull-size must be from 1B to 256MB");
        }
        if (!keyPrefix.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("roaming.offline.inbox.key-prefix must be 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        if (commandTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("roaming.offline.inbox.command-timeout must be at least 1ms");
        }
    }

    /** How many of the newest entry ids an inbox knows again at least; up to twice as many. */
    public int rememberedIds() {
        return Math.max(maxEntries, LEAST_REMEMBERED);
    }

    /** How long an inbox's counters stay when nothing happens, so that a cursor of {@link #maxAge} can still be checked. */
    public Duration counterLife() {
        return maxAge.multipliedBy(2);
    }
}
