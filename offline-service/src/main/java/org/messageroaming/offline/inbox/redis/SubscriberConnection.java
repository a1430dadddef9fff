package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.net.SocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection for publish/subscribe, opened when it is first wanted. On a cluster it is one connection per node behind a
 * front, and no more than the loss of any of them can be told here.
 */
final class SubscriberConnection implements AutoCloseable {
    private final Supplier<? extends AbstractRedisClient> clients;
    private final RedisPubSubListener<byte[], byte[]> listener;
    private final RedisConnectionStateListener losses;
    private @Nullable AbstractRedisClient client;
    private @Nullable StatefulRedisPubSubConnection<byte[], byte[]> connection;

    /** @param lost is told of every loss of a connection that may have carried subscriptions; returns at once */
    SubscriberConnection(
            Supplier<? extends AbstractRedisClient> clients,
            RedisPubSubListener<byte[], byte[]> listener,
            Runnable lost) {
        this.clients = clients;
        this.listener = listener;
        this.losses = new RedisConnectionStateListener() {
            @Override
            public void onRedisConnected(RedisChannelHandler<?, ?> handler, SocketAddress address) {}

            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                if (handler instanceof StatefulRedisPubSubConnection<?, ?>) {
                    lost.run();
                }
            }

            @Override
            public void onRedisExceptionCaught(RedisChannelHandler<?, ?> handler, Throwable cause) {}
        };
    }

    /** @throws io.lettuce.core.RedisException if it cannot be opened */
    synchronized RedisPubSubAsyncCommands<byte[], byte[]> commands() {
        if (connection == null) {
            AbstractRedisClient found = clients.get();
            StatefulRedisPubSubConnection<byte[], byte[]> opened = found instanceof RedisClusterClient cluster
                    ? cluster.connectPubSub(ByteArrayCodec.INSTANCE)
                    : ((RedisClient) found).connectPubSub(ByteArrayCodec.INSTANCE);
            opened.addListener(listener);
            found.addListener(losses);
            client = found;
            connection = opened;
        }
        return connection.async();
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.removeListener(losses);
        }
        if (connection != null) {
            connection.close();
        }
    }
}
