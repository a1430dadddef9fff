package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.security.SecureRandom;
import org.messageroaming.offline.inbox.DeviceProperties;
import org.messageroaming.offline.inbox.DeviceStore;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.InboxStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@Configuration(proxyBeanMethods = false)
class RedisConfiguration {
    @Bean
    RedisOutage inboxOutage() {
        return new RedisOutage();
    }

    @Bean
    Opening<RedisClusterAsyncCommands<byte[], byte[]>> inboxRedis(LettuceConnectionFactory factory) {
        return new Opening<>(() -> commands(factory));
    }

    @Bean
    InboxStore inboxStore(Opening<RedisClusterAsyncCommands<byte[], byte[]>> inboxRedis, InboxProperties properties) {
        return new RedisInboxStore(inboxRedis, properties, new Proofs(new SecureRandom()));
    }

    @Bean
    DeviceStore deviceStore(
            Opening<RedisClusterAsyncCommands<byte[], byte[]>> inboxRedis,
            InboxProperties inboxes,
            DeviceProperties properties) {
        return new RedisDeviceStore(inboxRedis, inboxes, properties, new Proofs(new SecureRandom()));
    }

    @Bean
    RedisWakeUps wakeUps(LettuceConnectionFactory factory, InboxProperties properties) {
        return new RedisWakeUps(factory::getRequiredNativeClient, new InboxKeys(properties.keyPrefix()));
    }

    /** The factory's one shared connection; closing this view of it leaves it open. */
    @SuppressWarnings("unchecked")
    private static RedisClusterAsyncCommands<byte[], byte[]> commands(LettuceConnectionFactory factory) {
        try (RedisConnection connection =
                factory.isClusterAware() ? factory.getClusterConnection() : factory.getConnection()) {
            return (RedisClusterAsyncCommands<byte[], byte[]>) connection.getNativeConnection();
        }
    }
}
