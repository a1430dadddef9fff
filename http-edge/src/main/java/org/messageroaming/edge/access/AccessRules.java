package org.messageroaming.edge.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;

/**
 * Who may call what: a row for each endpoint of a service. What has no row is denied, and a service does not start while an endpoint
 * lacks one. Immutable.
 */
public final class AccessRules {
    private final Map<Endpoint, Access> rows;

    private AccessRules(Map<Endpoint, Access> rows) {
        this.rows = rows;
    }

    /**
     * A method and a path.
     *
     * @param path as the handler declares it, such as {@code /v1/users/{userId}/inbox}
     */
    public record Endpoint(HttpMethod method, String path) {}

    /** Denies everything. */
    public static AccessRules denied() {
        return new AccessRules(Map.of());
    }

    /**
     * These and one row more.
     *
     * @throws IllegalArgumentException when the endpoint has a row already
     */
    public AccessRules allow(Access who, HttpMethod method, String path) {
        Map<Endpoint, Access> more = new LinkedHashMap<>(rows);
        if (more.put(new Endpoint(method, path), who) != null) {
            throw new IllegalArgumentException(method + " " + path + " has two rows");
        }
        return new AccessRules(more);
    }

    /** Who may call an endpoint; nobody when empty. */
    Optional<Access> of(Endpoint endpoint) {
        return Optional.ofNullable(rows.get(endpoint));
    }

    /** The endpoints that have a row. */
    public Set<Endpoint> endpoints() {
        return Set.copyOf(rows.keySet());
    }
}
