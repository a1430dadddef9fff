package org.messageroaming.edge;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of a request.
 *
 * @param maxBody the longest body in bytes, inclusive
 * @param unlimitedPaths path suffixes whose bodies are streamed and may be of any length
 */
@ConfigurationProperties("roaming.http")
public record HttpProperties(
        @DefaultValue("1MB") DataSize maxBody, @DefaultValue List<String> unlimitedPaths) {
    /** Copies the list. */
    public HttpProperties {
        unlimitedPaths = List.copyOf(unlimitedPaths);
    }
}
