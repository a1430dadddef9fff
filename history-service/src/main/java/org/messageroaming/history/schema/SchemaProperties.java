package org.messageroaming.history.schema;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keyspace.
 *
 * @param keyspace its name: lower case letters, digits and underscores, at most 48
 * @param apply whether the service creates what is missing at start; otherwise it only checks, and needs no right to change
 *     the schema
 * @param replication the replication map for a keyspace that the service creates, in CQL
 */
@ConfigurationProperties("roaming.history.schema")
public record SchemaProperties(
        @DefaultValue("roaming") String keyspace,
        @DefaultValue("true") boolean apply,

        @DefaultValue("{'class': 'SimpleStrategy', 'replication_factor': 1}")
        String replication) {

    /** @throws IllegalArgumentException when a value is malformed; the message names the property */
    public SchemaProperties {
        if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
            throw new IllegalArgumentException(
                    "roaming.history.schema.keyspace must be 1 to 48 of a-z 0-9 _ and start with a letter");
        }
        if (!replication.startsWith("{") || !replication.endsWith("}") || replication.contains(";")) {
            throw new IllegalArgumentException(
                    "roaming.history.schema.replication must be a CQL map such as {'class': 'SimpleStrategy', 'replication_factor': 3}");
        }
    }
}
