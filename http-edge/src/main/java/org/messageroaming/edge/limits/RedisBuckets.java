package org.messageroaming.edge.limits;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.Breaker;
import org.messageroaming.resilience.Opening;

/**
 * The buckets in Redis, one server or a cluster: a key each, which expires when its bucket is full again. The connection is opened by a thread of
 * its own when it is first wanted, so that a service starts and serves without Redis.
 */
final class RedisBuckets implements SharedBuckets, AutoCloseable {
    /** Added to the time after which a bucket is full. */
    private static final Duration KEPT_LONGER = Duration.ofSeconds(1);

    private final String prefix;
    private final Duration timeout;
    private final Breaker breaker;
    private final Opening<Link> opening;

    private record Link(StatefulConnection<byte[], byte[]> connection, AsyncProxyManager<byte[]> buckets) {
        /** Whether Lettuce will not open it again by itself. */
        boolean isClosed() {
            return ((RedisChannelHandler<?, ?>) connection).isClosed();
        }
    }

    /**
     * @param clients gives the client of the present; it may be another one after a restart
     * @param prefix what keys begin with; the same in every instance of a service, and another one in other services
     * @param timeout how long Redis may take
     */
    RedisBuckets(Supplier<AbstractRedisClient> clients, String prefix, Duration timeout, Breaker breaker) {
        this.opening = new Opening<>(
                () -> open(clients.get()),
                Link::isClosed,
                link -> link.connection().close());
        this.prefix = prefix;
        this.timeout = timeout;
        this.breaker = breaker;
    }

    @Override
    public CompletionStage<Long> take(String caller, Rate rate, long tokens) {
        try {
            return breaker.admit(() -> breaker.watch(opening.get(timeout)
                    .toCompletableFuture()
                    .thenCompose(found -> take(found, key(caller, rate), rate, tokens))
                    .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)));
        } catch (StoreUnavailableException open) {
            return CompletableFuture.failedStage(open);
        }
    }

    private static CompletionStage<Long> take(Link link, byte[] key, Rate rate, long tokens) {
        return link.buckets()
                .builder()
                .build(key, () -> CompletableFuture.completedFuture(rate.configuration()))
                .asVerbose()
                .consumeIgnoringRateLimits(tokens)
                .thenApply(taken -> taken.getState().getAvailableTokens());
    }

    /** Names the limit, so that buckets begin anew when it is changed, and instances of before and after do not mix. */
    private byte[] key(String caller, Rate rate) {
        return (prefix + ":" + rate.burst() + ":" + rate.perSecond() + ":" + caller).getBytes(StandardCharsets.UTF_8);
    }

    /** Lettuce mends a connection that is lost, not one whose client was ended. */
    private static Link open(AbstractRedisClient client) {
        if (client instanceof RedisClusterClient cluster) {
            StatefulRedisClusterConnection<byte[], byte[]> connection = cluster.connect(ByteArrayCodec.INSTANCE);
            return new Link(connection, buckets(Bucket4jLettuce.casBasedBuilder(connection)));
        }
        StatefulRedisConnection<byte[], byte[]> connection = ((RedisClient) client).connect(ByteArrayCodec.INSTANCE);
        return new Link(connection, buckets(Bucket4jLettuce.casBasedBuilder(connection)));
    }

    private static AsyncProxyManager<byte[]> buckets(Bucket4jLettuce.LettuceBasedProxyManagerBuilder<byte[]> builder) {
        return builder.expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_LONGER))
                .build()
                .asAsync();
    }

    @Override
    public void close() {
        opening.close();
    }
}
