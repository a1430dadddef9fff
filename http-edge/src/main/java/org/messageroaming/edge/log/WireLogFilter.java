package org.messageroaming.edge.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Denies what frameworks would tell of the requests, answers, tokens and statements that they handle, at whatever level an operator
 * sets: all that they log below INFO. Asked only about what is to be written. Instantiated by Logback by name.
 */
public final class WireLogFilter extends Filter<ILoggingEvent> {
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
    public FilterReply decide(ILoggingEvent event) {
        return !event.getLevel().isGreaterOrEqual(Level.INFO)
                        && HANDLE_WHAT_IS_SENT.stream().anyMatch(event.getLoggerName()::startsWith)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
