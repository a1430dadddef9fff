package org.messageroaming.resilience;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * What another indicator finds, once for all who ask within a while. Anybody may ask, without a token and as often as it likes; the
 * store is asked by one check at a time, and nobody waits for one that takes too long.
 */
public final class SharedHealthIndicator implements HealthIndicator {
    private static final Executor CHECKERS = DaemonThreads.oneEach("health");

    private final HealthIndicator source;
    private final HealthProperties properties;
    private final LongSupplier nanoTime;
    private @Nullable Check latest;

    private record Check(CompletableFuture<Health> result, long begun) {}

    /** Asks nothing yet. */
    public SharedHealthIndicator(HealthIndicator source, HealthProperties properties) {
        this(source, properties, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    SharedHealthIndicator(HealthIndicator source, HealthProperties properties, LongSupplier nanoTime) {
        this.source = source;
        this.properties = properties;
        this.nanoTime = nanoTime;
    }

    @Override
    public Health health() {
        Check check = check();
        long left = check.begun() + properties.limit().toNanos() - nanoTime.getAsLong();
        try {
            return check.result().get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Health.down()
                    .withDetail("unanswered", "for " + properties.limit())
                    .build();
        } catch (ExecutionException e) {
            return Health.down(e).build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down(e).build();
        }
    }

    private synchronized Check check() {
        long now = nanoTime.getAsLong();
        if (latest == null
                || (latest.result().isDone()
                        && now - latest.begun() >= properties.freshness().toNanos())) {
            latest = new Check(CompletableFuture.supplyAsync(source::health, CHECKERS), now);
        }
        return latest;
    }
}
