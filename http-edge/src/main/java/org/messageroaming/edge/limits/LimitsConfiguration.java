package org.messageroaming.edge.limits;

import io.github.bucket4j.TimeMeter;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.messageroaming.resilience.Circuits;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Limits of callers, shared through the Redis of {@code spring.data.redis}, and how that is connected to. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
public class LimitsConfiguration {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** Without a connection commands fail at once instead of waiting in a queue that has no end. */
    @Bean
    LettuceClientOptionsBuilderCustomizer rejectWhenDisconnected() {
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
    }

    /** A Redis that is back is found within a second, however long it was away; Lettuce's own longest pause is 30 seconds. */
    @Bean
    ClientResourcesBuilderCustomizer reconnectSoon() {
        return resources -> resources.reconnectDelay(
                Delay.equalJitter(Duration.ofMillis(10), LONGEST_PAUSE, 10, TimeUnit.MILLISECONDS));
    }

    /** Each service has limits of its own. */
    @Bean
    RedisBuckets sharedBuckets(
            LettuceConnectionFactory factory,
            LimitProperties properties,
            @Value("${spring.application.name}") String service,
            MeterRegistry metrics) {
        return new RedisBuckets(
                factory::getRequiredNativeClient,
                properties.keyPrefix() + ":" + service,
                properties.timeout(),
                new Circuits(metrics)
                        .breaker("limits", "The limits' Redis", properties.breaker(), LimitsConfiguration::isSilent));
    }

    /** An error that Redis answers says that it is there. */
    private static boolean isSilent(Throwable failure) {
        return failure instanceof TimeoutException
                || (failure instanceof RedisException && !(failure instanceof RedisCommandExecutionException));
    }

    @Bean
    RateLimits rateLimits(LimitProperties properties, RedisBuckets shared, MeterRegistry metrics) {
        return new RateLimits(properties, shared, TimeMeter.SYSTEM_NANOTIME, metrics);
    }
}
