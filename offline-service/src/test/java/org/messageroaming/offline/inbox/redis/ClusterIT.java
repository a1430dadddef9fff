package org.messageroaming.offline.inbox.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.Endpoint;
import org.messageroaming.localstack.RedisOptions;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.Delivery;
import org.messageroaming.offline.inbox.DeliveryCount;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.InboxStart;
import org.messageroaming.offline.inbox.NewEntry;

/** The same scripts and channels on a Redis Cluster of two nodes, with users in both. */
class ClusterIT {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int HALF = SlotHash.SLOT_COUNT / 2;
    private static final InboxProperties PROPERTIES =
            new InboxProperties(1000, Duration.ofDays(7), "test", Duration.ofSeconds(10), Duration.ofHours(1));
    private static final InboxKeys KEYS = new InboxKeys(PROPERTIES.keyPrefix());
    private static final List<UserId> USERS =
            IntStream.range(0, 40).mapToObj(i -> new UserId("u" + i)).toList();

    private static RedisServer one;
    private static RedisServer two;
    private static RedisClusterClient client;
    private static StatefulRedisClusterConnection<byte[], byte[]> connection;

    @BeforeAll
    static void start() {
        one = node();
        two = node();
        try (TestRedis first = new TestRedis(one.endpoint());
                TestRedis second = new TestRedis(two.endpoint())) {
            first.connection.sync().clusterAddSlots(IntStream.range(0, HALF).toArray());
            second.connection
                    .sync()
                    .clusterAddSlots(IntStream.range(HALF, SlotHash.SLOT_COUNT).toArray());
            first.connection
                    .sync()
                    .clusterMeet(two.endpoint().host(), two.endpoint().port());
            await().atMost(SOON).until(() -> isWhole(first) && isWhole(second));
        }
        Endpoint seed = one.endpoint();
        client = RedisClusterClient.create(RedisURI.create(seed.host(), seed.port()));
        connection = client.connect(ByteArrayCodec.INSTANCE);
    }

    private static RedisServer node() {
        return RedisServer.start(
                RedisOptions.defaults().withArguments("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
    }

    private static boolean isWhole(TestRedis node) {
        RedisCommands<byte[], byte[]> redis = node.connection.sync();
        return redis.clusterInfo().contains("cluster_state:ok")
                && redis.clusterInfo().contains("cluster_known_nodes:2");
    }

    @AfterAll
    static void stop() {
        connection.close();
        client.shutdown(0, 1, TimeUnit.SECONDS);
        one.close();
        two.close();
    }

    @Test
    void deliveriesReachAllInboxesAndWakeThoseWhoWaitForThem() {
        assertThat(USERS.stream()
                        .map(user -> SlotHash.getSlot(KEYS.channel(user)) < HALF)
                        .distinct())
                .as("users in both nodes")
                .hasSize(2);
        Set<UserId> woken = ConcurrentHashMap.newKeySet();
        try (RedisWakeUps wakeUps = subscribed(woken)) {
            woken.clear();
            RedisInboxStore store = new RedisInboxStore(connection::async, PROPERTIES, new Proofs(new SecureRandom()));
            NewEntry entry = new NewEntry(new EntryId("e1"), null, "\"entryId\":\"e1\"");
            assertThat(store.deliver(List.of(new Delivery(USERS, entry)), NOW)
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(new DeliveryCount(USERS.size(), 0));

            for (UserId user : USERS) {
                assertThat(store.pull(user, new InboxStart.Oldest(), 10, NOW)
                                .toCompletableFuture()
                                .join()
                                .entries())
                        .hasSize(1);
            }
            awaitAll(woken);
            wakeUps.unsubscribe(USERS.get(0));
        }
    }

    private static RedisWakeUps subscribed(Set<UserId> woken) {
        RedisWakeUps wakeUps = new RedisWakeUps(() -> client.connectPubSub(ByteArrayCodec.INSTANCE), KEYS);
        wakeUps.listen(woken::add);
        USERS.forEach(user -> wakeUps.subscribe(user).toCompletableFuture().join());
        awaitAll(woken);
        return wakeUps;
    }

    private static void awaitAll(Set<UserId> woken) {
        await().atMost(SOON).untilAsserted(() -> assertThat(woken).hasSize(USERS.size()));
    }
}
