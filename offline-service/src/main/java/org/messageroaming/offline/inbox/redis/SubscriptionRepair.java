package org.messageroaming.offline.inbox.redis;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.messageroaming.model.UserId;
import org.messageroaming.resilience.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes lost subscriptions again: looks for them as long as there are any, in small lots, each channel no more often than its
 * patience allows. It ends of itself with the last lost one, which is made again or no longer wanted after its waiters' time. While
 * nothing succeeds it goes slowly, so that a Redis that is away for long costs next to nothing.
 */
final class SubscriptionRepair implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRepair.class);
    /** 10,000 channels are so made again within a second, and no server gets all of them at once. */
    private static final int LOT = 1000;

    private static final Duration BETWEEN_LOTS = Duration.ofMillis(100);
    private static final Duration WITHOUT_SUCCESS = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final Map<UserId, Subscription> wanted;
    private final Function<UserId, CompletionStage<Void>> subscribe;
    private final ScheduledExecutorService clockwork;
    private final AtomicBoolean working = new AtomicBoolean();
    private volatile boolean succeeded;

    SubscriptionRepair(Map<UserId, Subscription> wanted, Function<UserId, CompletionStage<Void>> subscribe) {
        this.wanted = wanted;
        this.subscribe = subscribe;
        this.clockwork = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("wake-up-repair"));
    }

    /** Something may be lost. Returns at once; while it is at work this changes nothing. */
    void begin() {
        if (working.compareAndSet(false, true)) {
            schedule(BETWEEN_LOTS);
        }
    }

    private void schedule(Duration pause) {
        try {
            Future<?> unused = clockwork.schedule(this::tryLot, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed", e);
        }
    }

    /** Whatever befalls one lot, another follows. */
    private void tryLot() {
        try {
            lot();
        } catch (RuntimeException e) {
            LOG.warn("lost subscriptions could not be made again and will be tried once more", e);
            schedule(WITHOUT_SUCCESS);
        }
    }

    /** Those that were tried longest ago, so that the channels of a node that is down do not keep back the others. */
    private void lot() {
        long now = System.nanoTime();
        List<Map.Entry<UserId, Subscription>> due = wanted.entrySet().stream()
                .filter(entry -> entry.getValue().isDue(now, PATIENCE.toNanos()))
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().sinceTried(now)))
                .limit(LOT)
                .toList();
        due.forEach(entry -> attempt(entry.getKey(), entry.getValue()));
        if (isWhole()) {
            working.set(false);
            // Whoever lost one before this has not begun anew.
            if (!isWhole()) {
                begin();
            }
        } else {
            schedule(succeeded ? BETWEEN_LOTS : WITHOUT_SUCCESS);
            succeeded = false;
        }
    }

    private boolean isWhole() {
        return wanted.values().stream().allMatch(Subscription::isMade);
    }

    private void attempt(UserId user, Subscription subscription) {
        subscription.tried(System.nanoTime());
        subscribe.apply(user).whenComplete((made, error) -> {
            if (error == null) {
                succeeded = true;
            } else {
                LOG.debug("not subscribed again yet", error);
            }
        });
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
