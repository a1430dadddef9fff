package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.messageroaming.resilience.Deadline;
import org.messageroaming.resilience.Opening;

/** The connection that all inboxes share: commands are pipelined. To one server, or to a cluster's nodes behind a front. */
final class InboxConnection implements AutoCloseable {
    private final Duration timeout;
    private final Opening<StatefulConnection<byte[], byte[]>> opening;

    /**
     * Opens nothing yet.
     *
     * @param clients gives the client of the present; it may be another one after a restart
     * @param timeout for how long at most a step waits for the connection
     */
    InboxConnection(Supplier<? extends AbstractRedisClient> clients, Duration timeout) {
        this.timeout = timeout;
        this.opening = new Opening<>(() -> open(clients.get()), InboxConnection::isClosed, StatefulConnection::close);
    }

    /** Whether Lettuce will not open it again by itself. */
    static boolean isClosed(StatefulConnection<byte[], byte[]> connection) {
        return ((RedisChannelHandler<?, ?>) connection).isClosed();
    }

    private static StatefulConnection<byte[], byte[]> open(AbstractRedisClient client) {
        return client instanceof RedisClusterClient cluster
                ? cluster.connect(ByteArrayCodec.INSTANCE)
                : ((RedisClient) client).connect(ByteArrayCodec.INSTANCE);
    }

    /**
     * Runs a step once the connection is open; fails when it cannot be opened while the caller's request may wait, and then nothing is
     * run, or with what the step fails with.
     */
    <T> CompletionStage<T> run(Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> step) {
        return opening.get(Deadline.atMost(timeout)).thenCompose(connection -> step.apply(commands(connection)));
    }

    private static RedisClusterAsyncCommands<byte[], byte[]> commands(StatefulConnection<byte[], byte[]> connection) {
        return connection instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster
                ? cluster.async()
                : ((StatefulRedisConnection<byte[], byte[]>) connection).async();
    }

    @Override
    public void close() {
        opening.close();
    }
}
