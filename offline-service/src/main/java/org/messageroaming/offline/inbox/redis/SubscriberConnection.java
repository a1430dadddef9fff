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
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.messageroaming.resilience.Opening;

/**
 * The connection for publish/subscribe, opened when it is first wanted. On a cluster it is one connection per node behind a
 * front, and no more than the loss of any of them can be told here.
 */
final class SubscriberConnection implements AutoCloseable {
    private final RedisPubSubListener<byte[], byte[]> listener;
    private final RedisConnectionStateListener losses;
    private final Duration timeout;
    private final Opening<Opened> opening;

    private record Opened(AbstractRedisClient client, StatefulRedisPubSubConnection<byte[], byte[]> connection) {}

    /**
     * Opens nothing yet.
     *
     * @param timeout for how long at most one waits for the connection
     * @param lost is told of every loss of a connection that may have carried subscriptions; returns at once
     */
    SubscriberConnection(
            Supplier<? extends AbstractRedisClient> clients,
            Duration timeout,
            RedisPubSubListener<byte[], byte[]> listener,
            Runnable lost) {
        this.listener = listener;
        this.timeout = timeout;
        this.opening = new Opening<>(
                () -> open(clients.get()), opened -> InboxConnection.isClosed(opened.connection()), this::close);
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

    private Opened open(AbstractRedisClient client) {
        StatefulRedisPubSubConnection<byte[], byte[]> connection = client instanceof RedisClusterClient cluster
                ? cluster.connectPubSub(ByteArrayCodec.INSTANCE)
                : ((RedisClient) client).connectPubSub(ByteArrayCodec.INSTANCE);
        connection.addListener(listener);
        client.addListener(losses);
        return new Opened(client, connection);
    }

    /** Fails if it cannot be opened. */
    CompletionStage<RedisPubSubAsyncCommands<byte[], byte[]>> commands() {
        return opening.get(timeout).thenApply(opened -> opened.connection().async());
    }

    /** Null while it is not open. */
    @Nullable
    RedisPubSubAsyncCommands<byte[], byte[]> commandsNow() {
        Opened opened = opening.now();
        return opened == null ? null : opened.connection().async();
    }

    private void close(Opened opened) {
        opened.client().removeListener(losses);
        opened.connection().close();
    }

    @Override
    public void close() {
        opening.close();
    }
}
