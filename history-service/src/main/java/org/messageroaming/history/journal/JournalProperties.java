package org.messageroaming.history.journal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The journal's dimensions.
 *
 * @param shards how many journals the conversations are spread over by hash; fixed for the life of a keyspace, and the same in
 *     every instance
 * @param segmentSize how many entries share a partition; fixed for the life of a keyspace
 * @param maxEntryEvents how many events one entry holds at most
 * @param maxEntrySize how many bytes of content one entry holds about at most; a single larger request still gets an entry of
 *     its own
 */
@ConfigurationProperties("roaming.history.journal")
public record JournalProperties(
        @DefaultValue("32") int shards,
        @DefaultValue("512") int segmentSize,
        @DefaultValue("512") int maxEntryEvents,
        @DefaultValue("256KB") DataSize maxEntrySize) {

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public JournalProperties {
        require(shards >= 1 && shards <= 4096, "shards", "from 1 to 4096");
        require(segmentSize >= 2 && segmentSize <= 10_000, "segment-size", "from 2 to 10000");
        require(
                maxEntryEvents >= 1 && maxEntryEvents <= 1000,
                "max-entry-events",
                "from 1 to 1000, what an inbox recognises when it is sent again");
        require(maxEntrySize.toBytes() >= 1024 && maxEntrySize.toMegabytes() <= 4, "max-entry-size", "from 1KB to 4MB");
    }

    private static void require(boolean holds, String property, String range) {
        if (!holds) {
            throw new IllegalArgumentException("roaming.history.journal." + property + " must be " + range);
        }
    }
}
