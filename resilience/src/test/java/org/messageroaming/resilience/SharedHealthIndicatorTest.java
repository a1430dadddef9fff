package org.messageroaming.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

class SharedHealthIndicatorTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration FRESHNESS = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger checks = new AtomicInteger();

    private HealthIndicator shared(HealthIndicator source) {
        return new SharedHealthIndicator(source, new HealthProperties(LIMIT, FRESHNESS), now::get);
    }

    private static Status status(HealthIndicator indicator) {
        return Objects.requireNonNull(indicator.health()).getStatus();
    }

    @Test
    void howeverManyAskTheStoreIsAskedOnceInAWhile() {
        HealthIndicator shared = shared(() -> checks.incrementAndGet() > 1
                ? Health.down().build()
                : Health.up().build());
        for (int i = 0; i < 100; i++) {
            assertThat(status(shared)).isEqualTo(Status.UP);
        }
        assertThat(checks).hasValue(1);
        now.addAndGet(FRESHNESS.toNanos());
        assertThat(status(shared)).as("what is no more is told").isEqualTo(Status.DOWN);
        assertThat(checks).hasValue(2);
    }

    @Test
    void whileACheckIsUnderWayNoOtherOneBeginsAndNobodyWaitsForOneThatTakesTooLong() {
        CountDownLatch answered = new CountDownLatch(1);
        HealthIndicator shared = shared(() -> {
            checks.incrementAndGet();
            awaitZero(answered);
            return Health.up().build();
        });
        CompletableFuture<Status> waits = CompletableFuture.supplyAsync(() -> status(shared));
        while (checks.get() == 0) {
            Thread.onSpinWait();
        }
        now.addAndGet(LIMIT.toNanos());
        for (int i = 0; i < 100; i++) {
            assertThat(status(shared)).isEqualTo(Status.DOWN);
        }
        assertThat(checks).hasValue(1);
        answered.countDown();
        assertThat(waits.join()).isIn(Status.UP, Status.DOWN);
    }

    @Test
    void aCheckThatFailsIsDownAndIsMadeAgain() {
        HealthIndicator shared = shared(() -> {
            if (checks.incrementAndGet() == 1) {
                throw new IllegalStateException("broken");
            }
            return Health.up().build();
        });
        assertThat(status(shared)).isEqualTo(Status.DOWN);
        now.addAndGet(FRESHNESS.toNanos());
        assertThat(status(shared)).isEqualTo(Status.UP);
    }

    private static void awaitZero(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
