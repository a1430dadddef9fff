package org.messageroaming.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "roaming.health.freshness=1h")
class ReadinessIT extends OfflineIT {
    private static final Pattern CALLS = Pattern.compile("calls=(\\d+),.*");

    @Autowired
    private LettuceConnectionFactory redis;

    /** How often Redis was asked how it is, this time included. */
    private long asked() {
        try (RedisConnection connection = redis.getConnection()) {
            Properties statistics =
                    Objects.requireNonNull(connection.serverCommands().info("commandstats"));
            Matcher calls = CALLS.matcher(statistics.getProperty("cmdstat_info", "calls=0,"));
            assertThat(calls.matches()).isTrue();
            return Long.parseLong(calls.group(1));
        }
    }

    @Test
    void howeverManyAskWithoutATokenRedisIsAskedOnce() throws Exception {
        long before = asked();
        for (int i = 0; i < 50; i++) {
            call(200, "GET", "/actuator/health/readiness", TOKENS.user(user), null);
        }
        assertThat(asked() - before).isBetween(1L, 2L);
    }
}
