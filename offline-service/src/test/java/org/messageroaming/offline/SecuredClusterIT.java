package org.messageroaming.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messageroaming.localstack.Certificates;
import org.messageroaming.localstack.RedisCluster;
import org.messageroaming.localstack.Secrets;
import org.messageroaming.localstack.Tokens;
import org.springframework.context.ConfigurableApplicationContext;

/** The service on a Redis Cluster in TLS, as the user of {@code deploy/}, with users of its own in each node. */
class SecuredClusterIT {
    private static final Tokens TOKENS = Tokens.random();
    private static final Secrets SECRETS = new Secrets();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> USERS =
            IntStream.range(0, 8).mapToObj(i -> "u" + i).toList();

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static RedisCluster cluster;
    private static ConfigurableApplicationContext instance;
    private static RedisClusterClient client;
    private static StatefulRedisClusterConnection<String, String> admin;

    @BeforeAll
    static void start() throws Exception {
        certificates = Certificates.create(folder);
        cluster = SecuredInstance.cluster(folder, certificates, SECRETS);
        instance = SecuredInstance.start(
                cluster.node(0),
                certificates,
                certificates.authority(),
                SECRETS,
                TOKENS,
                "--spring.data.redis.cluster.nodes=" + cluster.endpoints().get(0),
                // So near to its limit that a user's bucket is in Redis from the first request on, and for some
                // seconds.
                "--roaming.limits.user-burst=15",
                "--roaming.limits.user-per-second=1");
        client = RedisClusterClient.create(RedisURI.builder()
                .withHost(cluster.node(0).endpoint().host())
                .withPort(cluster.node(0).port())
                .withSsl(true)
                .withAuthentication("admin", SECRETS.password("redis-admin"))
                .build());
        client.setOptions(ClusterClientOptions.builder()
                .sslOptions(SslOptions.builder()
                        .jdkSslProvider()
                        .trustManager(certificates.authority().toFile())
                        .keyManager(
                                certificates.certificate().toFile(),
                                certificates.privateKey().toFile(),
                                new char[0])
                        .build())
                .build());
        admin = client.connect();
    }

    @AfterAll
    static void stop() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
        instance.close();
        cluster.close();
    }

    @Test
    void everyCallIsServedAndNothingThatTheServiceAsksOfANodeIsRefused() throws Exception {
        assertThat(USERS.stream()
                        .map(user -> admin.getPartitions()
                                .getPartitionBySlot(SlotHash.getSlot("{" + user + "}"))
                                .getNodeId())
                        .distinct())
                .as("users in all nodes")
                .hasSize(cluster.size());
        SecuredCalls calls = new SecuredCalls(
                instance,
                HttpClient.newBuilder().sslContext(certificates.context()).build(),
                TOKENS);
        calls.awaitConnections();
        for (String user : USERS) {
            calls.makeEach(user);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(admin.sync().keys("limits:offline-service:*:user:" + user))
                            .hasSize(1));
        }
        for (RedisClusterNode node : admin.getPartitions()) {
            assertThat(admin.getConnection(node.getNodeId()).sync().aclLog()).isEmpty();
        }
    }
}
