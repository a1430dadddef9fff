package org.messageroaming.offline.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is remembered of a user's devices.
 *
 * @param max how many devices of one user; beyond that the one that was updated longest ago is forgotten
 * @param life for how long a device is remembered that does not update its cursor
 */
@ConfigurationProperties("roaming.offline.device")
public record DeviceProperties(
        @DefaultValue("100") int max, @DefaultValue("90d") Duration life) {

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public DeviceProperties {
        if (max < 1 || max > 10_000) {
            throw new IllegalArgumentException("roaming.offline.device.max must be from 1 to 10000");
        }
        if (life.toMillis() < 1) {
            throw new IllegalArgumentException("roaming.offline.device.life must be at least 1ms");
        }
    }
}
