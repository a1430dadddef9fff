package org.messageroaming.edge.limits;

import io.github.bucket4j.TimeMeter;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeoutException;
import org.messageroaming.resilience.Circuits;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Limits of callers, shared through the Redis of {@code spring.data.redis}. */
@Configuration(proxyBeanMethods = false)
@Import(RedisClientConfiguration.class)
@EnableConfigurationProperties(LimitProperties.class)
public class LimitsConfiguration {
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
