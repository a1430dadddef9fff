package org.messageroaming.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.problem.NotFoundException;
import org.messageroaming.model.problem.StoreUnavailableException;

class BreakerTest {
    private static final int LEAST_CALLS = 4;
    private static final int PROBES = 2;
    private static final String REFUSED = "It has not answered lately";

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicInteger sent = new AtomicInteger();

    private Breaker openFor(Duration time) {
        return new Circuits(metrics)
                .breaker(
                        "it",
                        "It",
                        new BreakerProperties(80, Duration.ofSeconds(10), LEAST_CALLS, time, PROBES),
                        TimeoutException.class::isInstance);
    }

    private void fail(Breaker breaker) {
        assertThatThrownBy(() -> breaker.call(this::timeOut)).hasMessage("timed out");
    }

    private Object timeOut() {
        sent.incrementAndGet();
        throw new StoreUnavailableException("timed out", new TimeoutException());
    }

    @Test
    void whileOpenNothingIsSent() {
        Breaker breaker = openFor(Duration.ofMinutes(1));
        for (int i = 0; i < LEAST_CALLS; i++) {
            fail(breaker);
        }
        assertThatThrownBy(() -> breaker.call(this::timeOut))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageStartingWith(REFUSED);
        assertThatThrownBy(() -> breaker.admit(this::timeOut)).hasMessageStartingWith(REFUSED);
        assertThat(sent).hasValue(LEAST_CALLS);
        assertThat(metrics.get("resilience4j.circuitbreaker.not.permitted.calls")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void whatTheOtherSideRefusesDoesNotOpenIt() {
        Breaker breaker = openFor(Duration.ofMinutes(1));
        for (int i = 0; i < 10 * LEAST_CALLS; i++) {
            assertThatThrownBy(() -> breaker.call(() -> {
                        throw NotFoundException.conversation();
                    }))
                    .isInstanceOf(NotFoundException.class);
        }
        assertThat(breaker.call(() -> "still asked")).isEqualTo("still asked");
    }

    @Test
    void aPartThatFailsDoesNotOpenIt() {
        Breaker breaker = openFor(Duration.ofMinutes(1));
        for (int i = 0; i < 10 * LEAST_CALLS; i++) {
            breaker.call(() -> "one of three");
            fail(breaker);
        }
        assertThat(breaker.call(() -> "still asked")).isEqualTo("still asked");
    }

    @Test
    void itClosesOnceProbesAreAnswered() {
        Breaker breaker = openFor(Duration.ofMillis(50));
        for (int i = 0; i < LEAST_CALLS; i++) {
            fail(breaker);
        }
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> breaker.call(() -> true));
        for (int i = 0; i < 10 * PROBES; i++) {
            assertThat(breaker.call(() -> "served")).isEqualTo("served");
        }
    }

    @Test
    void watchedWorkGoesOnWhileOpenAndClosesIt() {
        Breaker breaker = openFor(Duration.ofMillis(50));
        for (int i = 0; i < LEAST_CALLS; i++) {
            assertThatThrownBy(() -> breaker.watch(this::timeOut)).hasMessage("timed out");
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> breaker.watch(() -> state("half_open")) > 0);
        for (int i = 0; i < PROBES; i++) {
            breaker.watch(CompletableFuture.completedFuture("answered"));
        }
        assertThat(state("closed")).isEqualTo(1);
    }

    @Test
    void workThatIsOnlyAdmittedTakesNoProbeAway() {
        Breaker breaker = openFor(Duration.ofMillis(50));
        for (int i = 0; i < LEAST_CALLS; i++) {
            fail(breaker);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> state("half_open") > 0);
        for (int i = 0; i < 10 * PROBES; i++) {
            assertThat(breaker.admit(() -> "done")).isEqualTo("done");
        }
        assertThat(state("half_open")).isEqualTo(1);
    }

    private double state(String state) {
        return metrics.get("resilience4j.circuitbreaker.state")
                .tag("state", state)
                .gauge()
                .value();
    }
}
