package org.messageroaming.edge.limits;

import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one caller may still ask of this instance. Requests are decided by a bucket here, without waiting. What they took is taken
 * from the shared bucket afterwards, in lots that become smaller the less is left, and when less is left there than here, then
 * that is what is left here. So a caller who is far from its limit costs Redis nothing, and while Redis is away each instance has the limit alone.
 *
 * <p>Both buckets fill at the same pace, so this one never has to be given anything back.
 */
final class Allowance {
    private static final Logger LOG = LoggerFactory.getLogger(Allowance.class);

    /** The share of what is left that is taken here before the others hear of it. */
    private static final long LOT = 16;

    private final String caller;
    private final Rate rate;
    private final SharedBuckets shared;
    private final LocalBucket here;
    private long owed;
    private boolean asking;

    Allowance(String caller, Rate rate, SharedBuckets shared, TimeMeter clock) {
        this.caller = caller;
        this.rate = rate;
        this.shared = shared;
        this.here = rate.bucket(clock);
    }

    /** Takes one token. Zero, or how long it will be until there is one. */
    synchronized Duration take() {
        ConsumptionProbe probe = here.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            return Duration.ofNanos(probe.getNanosToWaitForRefill());
        }
        owed++;
        askIfDue(probe.getRemainingTokens());
        return Duration.ZERO;
    }

    private void askIfDue(long left) {
        if (asking || owed == 0 || owed < left / LOT) {
            return;
        }
        long lot = owed;
        owed = 0;
        asking = true;
        shared.take(caller, rate, lot).whenComplete(this::answered);
    }

    /** What was taken while nobody answered is not told later: by then it has been refilled. */
    private synchronized void answered(@Nullable Long left, @Nullable Throwable failure) {
        asking = false;
        if (left == null) {
            LOG.debug("a limit is not shared at the moment", failure);
            return;
        }
        long surplus = here.getAvailableTokens() - (left - owed);
        if (surplus > 0) {
            here.consumeIgnoringRateLimits(surplus);
        }
        askIfDue(here.getAvailableTokens());
    }
}
