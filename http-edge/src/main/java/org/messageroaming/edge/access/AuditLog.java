package org.messageroaming.edge.access;

import java.util.Map;
import java.util.TreeMap;
import org.messageroaming.model.Identifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line for each request of a trusted back end: who asked for what, of whom, and what it was answered. The logger's name is
 * {@value #NAME}, so that operators can send the lines elsewhere. Nothing that was sent is in them but well-formed identifiers.
 */
final class AuditLog {
    private static final String NAME = "org.messageroaming.audit";
    private static final Logger LOG = LoggerFactory.getLogger(NAME);

    private AuditLog() {}

    static void write(Caller caller, AccessRules.Endpoint endpoint, Map<?, ?> named, int status) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "service={} call=\"{} {}\" named={} status={}",
                    caller.subject().value(),
                    endpoint.method(),
                    endpoint.path(),
                    wellFormed(named),
                    status);
        }
    }

    private static Map<String, String> wellFormed(Map<?, ?> named) {
        Map<String, String> result = new TreeMap<>();
        named.forEach((name, value) -> {
            String text = String.valueOf(value);
            result.put(String.valueOf(name), Identifier.isWellFormed(text) ? text : "(malformed)");
        });
        return result;
    }
}
