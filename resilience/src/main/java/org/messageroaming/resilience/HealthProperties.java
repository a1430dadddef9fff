package org.messageroaming.resilience;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service finds out whether its store can be used, which it tells by its readiness.
 *
 * @param limit how long the store may take; longer counts as down
 * @param freshness for how long an answer is good, from when the store was asked; all who want to know within that time get it
 */
@ConfigurationProperties("roaming.health")
public record HealthProperties(
        @DefaultValue("1s") Duration limit,
        @DefaultValue("1s") Duration freshness) {

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public HealthProperties {
        require(limit, "limit");
        require(freshness, "freshness");
    }

    private static void require(Duration value, String property) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException("roaming.health." + property + " must be at least 1ms");
        }
    }
}
