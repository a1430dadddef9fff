package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void propertyWinsOverTheEnvironment() {
        Settings settings = new Settings(
                Map.of("roaming.redis.address", "one:1")::get, Map.of("ROAMING_REDIS_ADDRESS", "two:2")::get);
        assertThat(settings.address(Settings.REDIS_ADDRESS)).contains(new Endpoint("one", 1));
    }

    @Test
    void environmentIsReadWhenThereIsNoProperty() {
        assertThat(environment("ROAMING_CASSANDRA_ADDRESS", "[::1]:9042").address(Settings.CASSANDRA_ADDRESS))
                .contains(new Endpoint("[::1]", 9042));
    }

    @Test
    void blankCountsAsNotSet() {
        assertThat(environment("ROAMING_REDIS_ADDRESS", " ").address(Settings.REDIS_ADDRESS))
                .isEmpty();
    }

    @Test
    void addressWithoutAPortIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> environment("ROAMING_REDIS_ADDRESS", "redis").address(Settings.REDIS_ADDRESS))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll("ROAMING_REDIS_ADDRESS", "write host:port");
    }

    @Test
    void unknownKindOfStackIsRefused() {
        assertThat(environment("ROAMING_STACK", "testcontainers").wantsTestcontainers())
                .isTrue();
        assertThatThrownBy(() -> environment("ROAMING_STACK", "docker").wantsTestcontainers())
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("\"native\" or \"testcontainers\"");
    }

    private static Settings environment(String name, String value) {
        return new Settings(property -> null, Map.of(name, value)::get);
    }
}
