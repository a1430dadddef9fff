package org.messageroaming.edge.limits;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How both services bear that their Redis goes away and comes back. */
@Configuration(proxyBeanMethods = false)
public class RedisClientConfiguration {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** Without a connection commands fail at once instead of waiting in a queue that has no end. */
    @Bean
    public LettuceClientOptionsBuilderCustomizer rejectWhenDisconnected() {
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
    }

    /** A Redis that is back is found within a second, however long it was away; Lettuce's own longest pause is 30 seconds. */
    @Bean
    public ClientResourcesBuilderCustomizer reconnectSoon() {
        return resources -> resources.reconnectDelay(
                Delay.equalJitter(Duration.ofMillis(10), LONGEST_PAUSE, 10, TimeUnit.MILLISECONDS));
    }
}
