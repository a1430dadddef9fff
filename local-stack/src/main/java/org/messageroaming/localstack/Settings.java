package org.messageroaming.localstack;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the user has set, as a system property ({@code roaming.redis.address}) or else in the environment ({@code ROAMING_REDIS_ADDRESS}). */
final class Settings {

    static final String REDIS_ADDRESS = "roaming.redis.address";
    static final String CASSANDRA_ADDRESS = "roaming.cassandra.address";
    static final String CASSANDRA_JAVA_HOME = "roaming.cassandra.java.home";
    static final String CASSANDRA_LIB = "roaming.cassandra.lib";
    static final String STACK = "roaming.stack";

    private final UnaryOperator<@Nullable String> properties;
    private final UnaryOperator<@Nullable String> environment;

    Settings(UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    static Settings ofThisJvm() {
        return new Settings(System::getProperty, System::getenv);
    }

    /** The value of a property, or of its twin in the environment; blank counts as not set. */
    Optional<String> find(String property) {
        return Optional.ofNullable(properties.apply(property))
                .or(() -> Optional.ofNullable(environment.apply(variable(property))))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** The value of a variable of the environment that has no twin. */
    Optional<String> variableValue(String variable) {
        return Optional.ofNullable(environment.apply(variable)).filter(value -> !value.isBlank());
    }

    /** @throws LocalStackException if the property is set to something that is no address */
    Optional<Endpoint> address(String property) {
        return find(property).map(value -> {
            try {
                return Endpoint.parse(value);
            } catch (IllegalArgumentException e) {
                throw new LocalStackException(
                        variable(property) + " is \"" + value + "\": write host:port, such as 127.0.0.1:6379.", e);
            }
        });
    }

    /** @throws LocalStackException if an unknown kind of stack is asked for */
    boolean wantsTestcontainers() {
        String kind = find(STACK).orElse("native");
        return switch (kind) {
            case "native" -> false;
            case "testcontainers" -> true;
            default ->
                throw new LocalStackException(
                        variable(STACK) + " is \"" + kind + "\": write \"native\" or \"testcontainers\".");
        };
    }

    static String variable(String property) {
        return property.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
