package org.messageroaming.history.timeline;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The timeline's dimensions.
 *
 * @param bucketSize how many messages share a partition; fixed for the life of a keyspace, and the same in every instance
 * @param maxPageSize how large the contents of a page of messages, of changes or of a conversation list may become together: the
 *     one with which they reach it is the last, and the next page goes on behind it
 */
@ConfigurationProperties("roaming.history.timeline")
public record TimelineProperties(
        @DefaultValue("5000") int bucketSize,
        @DefaultValue("4MB") DataSize maxPageSize) {
    private static final DataSize LARGEST_PAGE = DataSize.ofMegabytes(256);

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public TimelineProperties {
        if (bucketSize < 200 || bucketSize > 100_000) {
            throw new IllegalArgumentException(
                    "roaming.history.timeline.bucket-size must be from 200 (the longest page) to 100000");
        }
        if (maxPageSize.toBytes() < 1 || maxPageSize.compareTo(LARGEST_PAGE) > 0) {
            throw new IllegalArgumentException("roaming.history.timeline.max-page-size must be from 1B to 256MB");
        }
    }
}
