package org.messageroaming.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();

    private CompletableFuture<Void> operation(int place) {
        begun.incrementAndGet();
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(running::decrementAndGet, later);
    }

    @Test
    void soManyAreUnderWayAndNoMore() {
        double perSecond = InFlight.rate(4, Duration.ofMillis(300), this::operation);
        assertThat(most).hasValueBetween(2, 4);
        assertThat(running).hasValue(0);
        assertThat(perSecond).isPositive();
    }

    @Test
    void soManyTimesAndNoMoreAlsoWhatEndsAtOnce() {
        InFlight.times(4, 100, this::operation);
        assertThat(begun).hasValue(100);
        InFlight.times(4, 100_000, place -> {
            begun.incrementAndGet();
            return CompletableFuture.completedFuture(null);
        });
        assertThat(begun).hasValue(100_100);
    }

    @Test
    void oneFailureEndsIt() {
        assertThatThrownBy(() -> InFlight.rate(
                        4,
                        Duration.ofHours(1),
                        place -> CompletableFuture.failedFuture(new IllegalStateException("x"))))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("x");
    }
}
