package org.messageroaming.offline.inbox.redis;

import java.security.SecureRandom;
import org.messageroaming.offline.inbox.DeviceProperties;
import org.messageroaming.offline.inbox.DeviceStore;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.InboxStore;
import org.messageroaming.resilience.HealthProperties;
import org.messageroaming.resilience.SharedHealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.health.DataRedisHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HealthProperties.class)
class RedisConfiguration {
    @Bean
    RedisOutage inboxOutage() {
        return new RedisOutage();
    }

    /** In place of Spring Boot's own, which asks Redis for each who asks. */
    @Bean
    SharedHealthIndicator redisHealthIndicator(LettuceConnectionFactory factory, HealthProperties properties) {
        return new SharedHealthIndicator(new DataRedisHealthIndicator(factory), properties);
    }

    @Bean
    InboxConnection inboxConnection(LettuceConnectionFactory factory, InboxProperties properties) {
        return new InboxConnection(factory::getRequiredNativeClient, properties.commandTimeout());
    }

    @Bean
    InboxStore inboxStore(InboxConnection inboxConnection, InboxProperties properties) {
        return new RedisInboxStore(inboxConnection, properties, new Proofs(new SecureRandom()));
    }

    @Bean
    DeviceStore deviceStore(InboxConnection inboxConnection, InboxProperties inboxes, DeviceProperties properties) {
        return new RedisDeviceStore(inboxConnection, inboxes, properties, new Proofs(new SecureRandom()));
    }

    @Bean
    RedisWakeUps wakeUps(LettuceConnectionFactory factory, InboxProperties properties) {
        return new RedisWakeUps(
                factory::getRequiredNativeClient, new InboxKeys(properties.keyPrefix()), properties.commandTimeout());
    }
}
