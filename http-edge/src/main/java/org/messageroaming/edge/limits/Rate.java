package org.messageroaming.edge.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;

/**
 * A limit: a bucket of tokens that fills evenly, of which each request takes one.
 *
 * @param perSecond tokens that come in a second
 * @param burst tokens that a full bucket holds
 */
record Rate(long perSecond, long burst) {

    private Bandwidth bandwidth() {
        return Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(perSecond, Duration.ofSeconds(1))
                .build();
    }

    /** For a bucket in Redis. */
    BucketConfiguration configuration() {
        return BucketConfiguration.builder().addLimit(bandwidth()).build();
    }

    /** A full bucket in memory; whoever uses it sees to it that nobody else does meanwhile. */
    LocalBucket bucket(TimeMeter clock) {
        return new LocalBucketBuilder()
                .addLimit(bandwidth())
                .withCustomTimePrecision(clock)
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    /** After how long an empty bucket is full again; rounded up to a second. */
    Duration refill() {
        return Duration.ofSeconds(burst / perSecond + 1);
    }
}
