package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.messageroaming.resilience.Opening;

/** The connection that all inboxes share: commands are pipelined. To one server, or to a cluster's nodes behind a front. */
final class InboxConnection implements AutoCloseable {
    private final Opening<StatefulConnection<byte[], byte[]>> opening;

    /** @param clients gives the client of the present; it may be another one after a restart */
    InboxConnection(Supplier<? extends AbstractRedisClient> clients) {
        this.opening = new Opening<>(() -> open(clients.get()), connection -> !connection.isOpen());
    }

    private static StatefulConnection<byte[], byte[]> open(AbstractRedisClient client) {
        return client instanceof RedisClusterClient cluster
                ? cluster.connect(ByteArrayCodec.INSTANCE)
                : ((RedisClient) client).connect(ByteArrayCodec.INSTANCE);
    }

    /** Runs a step once the connection is open; fails when it cannot be opened, or with what the step fails with. */
    <T> CompletionStage<T> run(Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> step) {
        return opening.get().thenCompose(connection -> step.apply(commands(connection)));
    }

    private static RedisClusterAsyncCommands<byte[], byte[]> commands(StatefulConnection<byte[], byte[]> connection) {
        return connection instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster
                ? cluster.async()
                : ((StatefulRedisConnection<byte[], byte[]>) connection).async();
    }

    @Override
    public void close() {
        StatefulConnection<byte[], byte[]> connection = opening.now();
        if (connection != null) {
            connection.close();
        }
    }
}
