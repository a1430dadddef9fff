package org.messageroaming.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses calls to a side that has not answered lately, so that nobody's thread waits for it. A refused call was not sent: nothing
 * has happened. Only what shows an {@link Outage} counts against the other side; a refusal says nothing about it.
 *
 * <p>Work that must go on whatever happens is not refused but watched: its outcomes count like any other, and so close the
 * breaker as well.
 */
public final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private final CircuitBreaker circuit;
    private final String side;
    private final Outage outage;

    private Breaker(CircuitBreaker circuit, String side, Outage outage) {
        this.circuit = circuit;
        this.side = side;
        this.outage = outage;
    }

    /**
     * A closed breaker.
     *
     * @param circuits where it is kept, for metrics
     * @param name its name there
     * @param side the other side, in words for a client developer
     */
    static Breaker of(Circuits circuits, String name, String side, BreakerProperties properties, Outage outage) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .failureRateThreshold(properties.failureRate())
                .slidingWindow(
                        (int) properties.window().toSeconds(), properties.leastCalls(), SlidingWindowType.TIME_BASED)
                .waitDurationInOpenState(properties.openFor())
                .permittedNumberOfCallsInHalfOpenState(properties.probes())
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .writableStackTraceEnabled(false)
                .build();
        CircuitBreaker circuit = circuits.registry().circuitBreaker(name, config);
        circuit.getEventPublisher()
                .onStateTransition(change -> LOG.warn("breaker {}: {}", name, change.getStateTransition()));
        return new Breaker(circuit, side, outage);
    }

    /**
     * Makes a call and waits for it.
     *
     * @throws StoreUnavailableException at once while open; else what the call throws
     */
    public <T extends @Nullable Object> T call(Supplier<T> call) {
        boolean probe = enter();
        return recorded(call, probe);
    }

    /** Makes a call whether open or not; its outcome counts. */
    public <T extends @Nullable Object> T watch(Supplier<T> call) {
        return recorded(call, false);
    }

    /** Counts the outcome of a call that is under way. */
    public <T> CompletionStage<T> watch(CompletionStage<T> stage) {
        long start = System.nanoTime();
        return stage.whenComplete((value, failure) -> {
            if (failure == null) {
                circuit.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            } else {
                failed(start, failure);
            }
        });
    }

    /**
     * Does work whose calls are counted elsewhere.
     *
     * @throws StoreUnavailableException at once while open; else what the work throws
     */
    public <T extends @Nullable Object> T admit(Supplier<T> work) {
        boolean probe = enter();
        try {
            return work.get();
        } finally {
            giveBack(probe);
        }
    }

    /** Whether the call is one of the few that are let through to see. */
    private boolean enter() {
        if (!isPermitted()) {
            throw new StoreUnavailableException(
                    side + " has not answered lately and will be asked again in a moment", null);
        }
        return circuit.getState() == CircuitBreaker.State.HALF_OPEN;
    }

    /**
     * While a thread is on its way from open to half open, all others ask the library's breaker again and again, by recursion, until it
     * is there (its issue 2038). Should that thread be held up, it is still open.
     */
    private boolean isPermitted() {
        try {
            return circuit.tryAcquirePermission();
        } catch (StackOverflowError e) {
            return false;
        }
    }

    /** For the next call to probe. Given back by a call that took none it would let through one more than allowed. */
    private void giveBack(boolean probe) {
        if (probe) {
            circuit.releasePermission();
        }
    }

    private <T extends @Nullable Object> T recorded(Supplier<T> call, boolean probe) {
        long start = System.nanoTime();
        try {
            T value = call.get();
            circuit.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return value;
        } catch (RuntimeException | Error e) {
            if (!failed(start, e)) {
                giveBack(probe);
            }
            throw e;
        }
    }

    private boolean failed(long start, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (outage.isShownBy(cause)) {
                circuit.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, failure);
                return true;
            }
        }
        return false;
    }
}
