package org.messageroaming.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;

/** A service's circuit breakers, with metrics {@code resilience4j.circuitbreaker.*} by name. */
public final class Circuits {
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    /** @param metrics where the breakers' states and calls are counted */
    public Circuits(MeterRegistry metrics) {
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(metrics);
    }

    /**
     * Makes a breaker.
     *
     * @param name what metrics call it
     * @param side the other side, in words for a client developer: the beginning of a sentence
     */
    public Breaker breaker(String name, String side, BreakerProperties properties, Outage outage) {
        return Breaker.of(this, name, side, properties, outage);
    }

    CircuitBreakerRegistry registry() {
        return registry;
    }
}
