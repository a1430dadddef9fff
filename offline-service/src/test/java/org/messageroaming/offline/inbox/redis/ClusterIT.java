package org.messageroaming.offline.inbox.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.edge.limits.RedisClientConfiguration;
import org.messageroaming.localstack.Endpoint;
import org.messageroaming.localstack.RedisCluster;
import org.messageroaming.localstack.RedisClusterOptions;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.Delivery;
import org.messageroaming.offline.inbox.DeliveryCount;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.InboxStart;
import org.messageroaming.offline.inbox.NewEntry;
import org.springframework.util.unit.DataSize;

/** The same scripts and channels on a Redis Cluster of three nodes, with users in all. */
class ClusterIT {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(20);
    /** Two seconds, and as much again for a busy machine. */
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(4);

    private static final InboxProperties PROPERTIES = TestRedis.properties(1000, DataSize.ofMegabytes(4));
    private static final InboxKeys KEYS = new InboxKeys(PROPERTIES.keyPrefix());
    private static final List<UserId> USERS =
            IntStream.range(0, 40).mapToObj(i -> new UserId("u" + i)).toList();

    private static RedisCluster cluster;
    private static ClientResources resources;
    private static RedisClusterClient client;
    private static StatefulRedisClusterConnection<byte[], byte[]> connection;

    private final Set<UserId> woken = ConcurrentHashMap.newKeySet();
    private final RedisWakeUps wakeUps = new RedisWakeUps(() -> client, KEYS, PROPERTIES.commandTimeout());

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start(RedisClusterOptions.defaults());
        RedisClientConfiguration configuration = new RedisClientConfiguration();
        ClientResources.Builder resourcesBuilder = ClientResources.builder();
        configuration.reconnectSoon().customize(resourcesBuilder);
        resources = resourcesBuilder.build();
        ClusterClientOptions.Builder options = ClusterClientOptions.builder();
        configuration.rejectWhenDisconnected().customize(options);
        Endpoint seed = cluster.endpoints().get(0);
        client = RedisClusterClient.create(resources, RedisURI.create(seed.host(), seed.port()));
        client.setOptions(options.build());
        connection = client.connect(ByteArrayCodec.INSTANCE);
    }

    @AfterAll
    static void stop() {
        connection.close();
        client.shutdown(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        cluster.close();
    }

    @BeforeEach
    void listen() {
        wakeUps.listen(woken::add);
    }

    @AfterEach
    void close() {
        wakeUps.close();
    }

    @Test
    void deliveriesReachAllInboxesAndWakeThoseWhoWaitForThem() {
        assertThat(USERS.stream()
                        .map(user -> client.getPartitions()
                                .getPartitionBySlot(SlotHash.getSlot(KEYS.channel(user)))
                                .getNodeId())
                        .distinct())
                .as("users in all nodes")
                .hasSize(cluster.size());
        subscribeAll();
        RedisInboxStore store = store();
        assertThat(deliver(store, "e1")).isEqualTo(new DeliveryCount(USERS.size(), 0));

        for (UserId user : USERS) {
            assertThat(store.pull(user, new InboxStart.Oldest(), 10, NOW)
                            .toCompletableFuture()
                            .join()
                            .entries())
                    .isNotEmpty();
        }
        awaitAll(SOON);
        wakeUps.unsubscribe(USERS.get(0));
    }

    @Test
    void everybodyIsWokenAfterTheDeathOfANode() {
        subscribeAll();
        cluster.node(1).kill();
        cluster.restart(1);
        assertThatAllAreWoken("after-one");
    }

    /** As a replica that was promoted: it has none of the scripts, and the node that it replaces is still listed and dead. */
    @Test
    void aNodeIsTaughtTheScriptsThoughAnotherIsDead() {
        RedisInboxStore store = store();
        deliver(store, "taught");
        UserId user = USERS.stream()
                .filter(some -> !nodeOf(some).equals(nodeOf(USERS.get(0))))
                .findFirst()
                .orElseThrow();
        int dead = IntStream.range(0, cluster.size())
                .filter(node -> isAt(nodeOf(USERS.get(0)), cluster.endpoints().get(node)))
                .findFirst()
                .orElseThrow();
        connection.getConnection(nodeOf(user)).sync().scriptFlush();
        cluster.node(dead).kill();
        try {
            assertThat(store.pull(user, new InboxStart.Oldest(), 10, NOW)
                            .toCompletableFuture()
                            .join()
                            .entries())
                    .isNotEmpty();
        } finally {
            cluster.restart(dead);
            cluster.awaitWhole();
        }
    }

    @Test
    void aNodeThatForgotAScriptIsSentItOnce() {
        RedisInboxStore store = store();
        deliver(store, "taught");
        askAll("SCRIPT FLUSH");
        askAll("CONFIG RESETSTAT");
        deliver(store, "forgotten");
        assertThat(askAll("INFO commandstats"))
                .allSatisfy(statistics -> assertThat(statistics).contains("cmdstat_eval:calls=1,"));
    }

    private static List<String> askAll(String command) {
        return IntStream.range(0, cluster.size())
                .mapToObj(node -> cluster.node(node).ask(command))
                .toList();
    }

    private static String nodeOf(UserId user) {
        return client.getPartitions()
                .getPartitionBySlot(SlotHash.getSlot(KEYS.channel(user)))
                .getNodeId();
    }

    private static boolean isAt(String node, Endpoint endpoint) {
        return client.getPartitions().getPartitionByNodeId(node).getUri().getPort() == endpoint.port();
    }

    @Test
    void everybodyIsWokenAfterTheDeathOfAllNodes() {
        subscribeAll();
        IntStream.range(0, cluster.size()).forEach(node -> cluster.node(node).kill());
        IntStream.range(0, cluster.size()).forEach(cluster::restart);
        assertThatAllAreWoken("after-all");
    }

    /** First by themselves, since something may have been missed, and then by a delivery. */
    private void assertThatAllAreWoken(String entryId) {
        cluster.awaitWhole();
        awaitAll(A_FEW_SECONDS);
        woken.clear();
        RedisInboxStore store = store();
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> deliver(store, entryId).accepted() >= 0);
        awaitAll(A_FEW_SECONDS);
    }

    @Test
    void aSubscriptionThatEndsBecauseItsSlotMovesIsMadeAgain() {
        UserId user = new UserId("mover");
        wakeUps.subscribe(user).toCompletableFuture().join();
        await().atMost(SOON).until(() -> woken.remove(user));
        move(SlotHash.getSlot(KEYS.channel(user)));
        await().atMost(A_FEW_SECONDS).until(() -> woken.contains(user));
    }

    private static void move(int slot) {
        String from = client.getPartitions().getPartitionBySlot(slot).getNodeId();
        String to = nodes().filter(node -> !node.equals(from)).findFirst().orElseThrow();
        Stream.concat(Stream.of(to), nodes())
                .forEach(node -> connection.getConnection(node).sync().clusterSetSlotNode(slot, to));
    }

    private static Stream<String> nodes() {
        return client.getPartitions().stream().map(RedisClusterNode::getNodeId);
    }

    private static RedisInboxStore store() {
        return new RedisInboxStore(
                new InboxConnection(() -> client, PROPERTIES.commandTimeout()),
                PROPERTIES,
                new Proofs(new SecureRandom()));
    }

    private static DeliveryCount deliver(RedisInboxStore store, String entryId) {
        NewEntry entry = new NewEntry(new EntryId(entryId), null, "\"entryId\":\"" + entryId + "\"");
        return store.deliver(List.of(new Delivery(USERS, entry)), NOW)
                .toCompletableFuture()
                .join();
    }

    private void subscribeAll() {
        USERS.forEach(user -> wakeUps.subscribe(user).toCompletableFuture().join());
        awaitAll(SOON);
        woken.clear();
    }

    private void awaitAll(Duration time) {
        await().atMost(time).untilAsserted(() -> assertThat(woken).containsExactlyInAnyOrderElementsOf(USERS));
    }
}
