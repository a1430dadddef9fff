package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.WakeUps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sharded publish/subscribe, a channel a user, over one connection that is opened when somebody first waits. After a connection
 * was lost Lettuce subscribes again, which is told like a delivery, since one may have been missed.
 */
final class RedisWakeUps implements WakeUps, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisWakeUps.class);

    private final Supplier<StatefulRedisPubSubConnection<byte[], byte[]>> connect;
    private final InboxKeys keys;
    private final CopyOnWriteArrayList<Consumer<UserId>> listeners = new CopyOnWriteArrayList<>();
    private @Nullable StatefulRedisPubSubConnection<byte[], byte[]> connection;

    RedisWakeUps(Supplier<StatefulRedisPubSubConnection<byte[], byte[]>> connect, InboxKeys keys) {
        this.connect = connect;
        this.keys = keys;
    }

    private synchronized StatefulRedisPubSubConnection<byte[], byte[]> connection() {
        if (connection == null) {
            connection = connect.get();
            connection.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void smessage(byte[] channel, byte[] message) {
                    tell(channel);
                }

                @Override
                public void ssubscribed(byte[] channel, long count) {
                    tell(channel);
                }
            });
        }
        return connection;
    }

    private void tell(byte[] channel) {
        UserId user = InboxKeys.ofChannel(channel);
        listeners.forEach(listener -> listener.accept(user));
    }

    @Override
    public CompletionStage<Void> subscribe(UserId user) {
        try {
            return connection().async().ssubscribe(keys.channel(user));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public void unsubscribe(UserId user) {
        try {
            RedisFuture<Void> unused = connection().async().sunsubscribe(keys.channel(user));
        } catch (RuntimeException e) {
            LOG.debug("nothing is subscribed without a connection", e);
        }
    }

    @Override
    public void listen(Consumer<UserId> listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
