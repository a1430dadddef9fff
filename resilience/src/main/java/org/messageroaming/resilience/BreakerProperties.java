package org.messageroaming.resilience;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a circuit breaker opens and for how long. The share is taken over a time rather than a number of calls: a busy service
 * then needs many failures to open, so that the loss of a part of a cluster does not, and a quiet one few.
 *
 * @param failureRate the share of failed calls from which on it opens, in percent
 * @param window the time over which the share is taken, in whole seconds
 * @param leastCalls how many calls must have ended within the window before the share means anything
 * @param openFor how long no call is made once it is open
 * @param probes how many calls are let through after that to see whether to close
 */
public record BreakerProperties(
        @DefaultValue("80") int failureRate,
        @DefaultValue("3s") Duration window,
        @DefaultValue("5") int leastCalls,
        @DefaultValue("1s") Duration openFor,
        @DefaultValue("3") int probes) {

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public BreakerProperties {
        require(failureRate >= 1 && failureRate <= 100, "failure-rate", "from 1 to 100");
        require(window.toSeconds() >= 1 && window.toNanosPart() == 0, "window", "whole seconds, at least 1s");
        require(leastCalls >= 1, "least-calls", "at least 1");
        require(openFor.toMillis() >= 1, "open-for", "at least 1ms");
        require(probes >= 1, "probes", "at least 1");
    }

    private static void require(boolean holds, String property, String range) {
        if (!holds) {
            throw new IllegalArgumentException("A breaker's " + property + " must be " + range);
        }
    }
}
