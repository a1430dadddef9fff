package org.messageroaming.edge.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Denies what frameworks would tell of the requests, answers, tokens and statements that they handle, at whatever level an operator
 * sets: all that they log below INFO, and of what reads requests from connections all below WARN. Asked only about what is to be
 * written. Instantiated by Logback by name.
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

    /**
     * At INFO these repeat the line that they cannot make sense of: a header with a token, or what follows a body that is longer than it
     * says, which they take for the next request.
     */
    private static final List<String> REPEAT_WHAT_IS_MALFORMED =
            List.of("org.apache.coyote.", "org.apache.tomcat.util.http.");

    @Override
    public FilterReply decide(ILoggingEvent event) {
        return isDenied(event.getLoggerName(), event.getLevel()) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private static boolean isDenied(String logger, Level level) {
        return (!level.isGreaterOrEqual(Level.WARN) && isOneOf(REPEAT_WHAT_IS_MALFORMED, logger))
                || (!level.isGreaterOrEqual(Level.INFO) && isOneOf(HANDLE_WHAT_IS_SENT, logger));
    }

    private static boolean isOneOf(List<String> prefixes, String logger) {
        return prefixes.stream().anyMatch(logger::startsWith);
    }
}
