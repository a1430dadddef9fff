package org.messageroaming.edge;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of requests.
 *
 * @param maxBody the longest body in bytes, inclusive
 * @param unlimitedPaths regular expressions of whole paths whose bodies are streamed and may be of any length
 * @param maxConcurrent how many requests to {@code /v1} are served at the same time; more are answered with 503 at once. Below
 *     Tomcat's number of threads, so that there is always one to refuse with, and one for health
 * @param maxStreams how many of these may be streamed bodies, which take minutes
 * @param deadline how long a request may wait for stores in all, streamed bodies excepted
 * @param shutdownNotice how long a service that is told to stop goes on serving while it says that it is not ready; longer than
 *     the interval at which a load balancer asks, zero without one
 * @param maxHeaders how many header lines a request may have; all of them together are limited by
 *     {@code server.max-http-request-header-size}
 * @param body how fast bodies must arrive
 */
@ConfigurationProperties("roaming.http")
public record HttpProperties(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue List<Pattern> unlimitedPaths,
        @DefaultValue("160") int maxConcurrent,
        @DefaultValue("16") int maxStreams,
        @DefaultValue("10s") Duration deadline,
        @DefaultValue("0s") Duration shutdownNotice,
        @DefaultValue("100") int maxHeaders,
        @DefaultValue BodyProperties body) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when a value is out of its range; the message names the property
     */
    public HttpProperties {
        unlimitedPaths = List.copyOf(unlimitedPaths);
        require(maxConcurrent >= 1, "max-concurrent", "at least 1");
        require(maxStreams >= 1 && maxStreams <= maxConcurrent, "max-streams", "from 1 to max-concurrent");
        require(deadline.toMillis() >= 1, "deadline", "at least 1ms");
        require(!shutdownNotice.isNegative(), "shutdown-notice", "at least 0s");
        require(maxHeaders >= 1, "max-headers", "at least 1");
    }

    private static void require(boolean holds, String property, String range) {
        if (!holds) {
            throw new IllegalArgumentException("roaming.http." + property + " must be " + range);
        }
    }

    /** Whether a path's bodies are streamed. */
    boolean isStreamed(String path) {
        return unlimitedPaths.stream()
                .anyMatch(unlimited -> unlimited.matcher(path).matches());
    }
}
