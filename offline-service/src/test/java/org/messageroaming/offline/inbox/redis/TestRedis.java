package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.messageroaming.localstack.Endpoint;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.InboxStore;
import org.messageroaming.resilience.BreakerProperties;
import org.springframework.util.unit.DataSize;

/** A connection to a real Redis, and stores on it. */
final class TestRedis implements AutoCloseable {
    static final BreakerProperties BREAKER =
            new BreakerProperties(80, Duration.ofSeconds(3), 5, Duration.ofSeconds(1), 3);

    private final RedisClient client;
    final StatefulRedisConnection<byte[], byte[]> connection;

    TestRedis(Endpoint endpoint) {
        client = RedisClient.create(RedisURI.builder()
                .withHost(endpoint.host())
                .withPort(endpoint.port())
                .withTimeout(Duration.ofSeconds(10))
                .build());
        connection = client.connect(ByteArrayCodec.INSTANCE);
    }

    static InboxProperties properties(int maxEntries, DataSize maxPullSize) {
        return new InboxProperties(
                maxEntries, Duration.ofDays(7), maxPullSize, "test", Duration.ofSeconds(10), false, BREAKER);
    }

    InboxStore store(int maxEntries) {
        return store(maxEntries, DataSize.ofMegabytes(4));
    }

    InboxStore store(int maxEntries, DataSize maxPullSize) {
        InboxProperties properties = properties(maxEntries, maxPullSize);
        return new RedisInboxStore(
                new InboxConnection(() -> client, properties.commandTimeout()),
                properties,
                new Proofs(new SecureRandom()));
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
