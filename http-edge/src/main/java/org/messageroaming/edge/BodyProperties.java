package org.messageroaming.edge;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How fast bodies must arrive. What counts is the time for which a thread waits for the client, not what the service does with
 * what it got.
 *
 * @param time how long the service waits for a body in all, streamed ones excepted
 * @param grace how long it waits before it looks at the pace
 * @param pace bytes that must arrive in each second, on the average, once the grace is over
 * @param drainSize of a body that is refused, how many bytes are read and thrown away, so that the client gets to read the answer
 *     instead of a broken connection
 * @param drainTime after how long no more is read; then the connection is closed. A single read lasts up to
 *     {@code server.tomcat.connection-timeout}, so a client that falls silent holds a thread for the longer of the two
 * @param maxDrains how many refused bodies are read at the same time; of more the connection is closed at once. Together with
 *     {@code roaming.http.max-concurrent} below Tomcat's number of threads
 */
public record BodyProperties(
        @DefaultValue("30s") Duration time,
        @DefaultValue("10s") Duration grace,
        @DefaultValue("1KB") DataSize pace,
        @DefaultValue("16MB") DataSize drainSize,
        @DefaultValue("5s") Duration drainTime,
        @DefaultValue("16") int maxDrains) {

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public BodyProperties {
        require(time.toMillis() >= 1, "time", "at least 1ms");
        require(!grace.isNegative(), "grace", "at least 0s");
        require(pace.toBytes() >= 1, "pace", "at least 1B");
        require(!drainSize.isNegative(), "drain-size", "at least 0B");
        require(!drainTime.isNegative(), "drain-time", "at least 0s");
        require(maxDrains >= 0, "max-drains", "at least 0");
    }

    private static void require(boolean holds, String property, String range) {
        if (!holds) {
            throw new IllegalArgumentException("roaming.http.body." + property + " must be " + range);
        }
    }
}
