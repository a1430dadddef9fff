package org.messageroaming.history.timeline;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The timeline's dimensions.
 *
 * @param bucketSize how many messages share a partition; fixed for the life of a keyspace, and the same in every instance
 */
@ConfigurationProperties("roaming.history.timeline")
public record TimelineProperties(@DefaultValue("5000") int bucketSize) {

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public TimelineProperties {
        if (bucketSize < 200 || bucketSize > 100_000) {
            throw new IllegalArgumentException(
                    "roaming.history.timeline.bucket-size must be from 200 (the longest page) to 100000");
        }
    }
}
