package org.messageroaming.limits;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import org.messageroaming.edge.access.Access;
import org.messageroaming.edge.access.AccessRules;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;

/** Puts the limits into offline-service, with a row of the access table each. */
@AutoConfiguration
public class OfflineLimits {

    @Bean(destroyMethod = "shutdown")
    RedisClient limitsRedisClient(
            @Value("${spring.data.redis.host}") String host, @Value("${spring.data.redis.port}") int port) {
        return RedisClient.create(RedisURI.create(host, port));
    }

    @Bean
    LimitController limitController(RedisClient limitsRedisClient) {
        return new LimitController(limitsRedisClient);
    }

    @Bean
    static BeanPostProcessor limitsAccess() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof AccessRules rules
                        ? rules.allow(Access.SELF_OR_SERVICE, HttpMethod.GET, LimitController.NOTHING)
                                .allow(Access.SELF_OR_SERVICE, HttpMethod.GET, LimitController.RANGE)
                        : bean;
            }
        };
    }
}
