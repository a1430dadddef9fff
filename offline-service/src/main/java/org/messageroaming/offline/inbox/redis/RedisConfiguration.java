package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.resource.Delay;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.messageroaming.offline.inbox.DeviceProperties;
import org.messageroaming.offline.inbox.DeviceStore;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.InboxStore;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@Configuration(proxyBeanMethods = false)
class RedisConfiguration {
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
