package org.messageroaming.edge.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Denies what frameworks would tell of the requests, answers, tokens and statements that they handle, at whatever level an operator
 * sets: all that they log below INFO. Instantiated by Logback by name.
 */
public final class WireLogFilter extends TurboFilter {
    private static final List<String> HANDLE_WHAT_IS_SENT = List.of(
            "org.apache.",
            "org.springframework.",
            "org.springdoc.",
            "io.lettuce.",
            "io.netty.",
            "io.micrometer.",
            "reactor.",
            "com.datastax.",
            "com.nimbusds.",
            "tools.jackson.",
            "jdk.",
            "sun.",
            "java.");

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable error) {
        return !level.isGreaterOrEqual(Level.INFO)
                        && HANDLE_WHAT_IS_SENT.stream().anyMatch(logger.getName()::startsWith)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
