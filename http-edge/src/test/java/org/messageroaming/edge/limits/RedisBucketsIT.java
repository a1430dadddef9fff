package org.messageroaming.edge.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bucket4j.TimeMeter;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.localstack.Endpoint;
import org.messageroaming.localstack.RedisCluster;
import org.messageroaming.localstack.RedisClusterOptions;
import org.messageroaming.localstack.RedisOptions;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.RateLimitedException;
import org.messageroaming.resilience.BreakerProperties;
import org.messageroaming.resilience.Circuits;

/**
 * Instances that share limits through a real Redis: 50 requests at once, and one more each second.
 */
class RedisBucketsIT {
    private static final int BURST = 50;
    private static final int CUTS = 5;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Rate RATE = new Rate(1, BURST);
    private static final BreakerProperties BREAKER =
            new BreakerProperties(80, Duration.ofSeconds(3), 5, Duration.ofMillis(100), 3);

    private final Caller ann = new Caller(new UserId("ann-" + UUID.randomUUID()), false);
    private final List<Instance> instances = new ArrayList<>();
    private final ClientResources resources = resources();

    private static ClientResources resources() {
        ClientResources.Builder builder = ClientResources.builder();
        new RedisClientConfiguration().reconnectSoon().customize(builder);
        return builder.build();
    }

    /** One instance of a service, with a client of its own; its local time stands still. */
    private final class Instance {
        private final AbstractRedisClient client;
        private final RedisBuckets buckets;
        private final RateLimits limits;

        Instance(AbstractRedisClient client) {
            this.client = client;
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();
            LimitProperties properties =
                    new LimitProperties(true, RATE.perSecond(), BURST, 1, 1, BURST, "limits", TIMEOUT, 1000, BREAKER);
            this.buckets = new RedisBuckets(
                    () -> client,
                    "limits:it",
                    TIMEOUT,
                    new Circuits(metrics).breaker("limits", "Redis", BREAKER, failure -> true));
            this.limits = new RateLimits(properties, buckets, new StandingClock(), metrics);
            instances.add(this);
        }

        boolean grants() {
            try {
                limits.begin(ann);
                limits.end(ann);
                return true;
            } catch (RateLimitedException e) {
                return false;
            }
        }

        /** How many of so many are granted. */
        int granted(int requests) {
            int granted = 0;
            for (int i = 0; i < requests; i++) {
                granted += grants() ? 1 : 0;
            }
            return granted;
        }
    }

    private static final class StandingClock implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return 1;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    private Instance on(Endpoint redis) {
        RedisClient client = RedisClient.create(resources, RedisURI.create(redis.host(), redis.port()));
        ClientOptions.Builder options = ClientOptions.builder().timeoutOptions(TimeoutOptions.enabled(TIMEOUT));
        new RedisClientConfiguration().rejectWhenDisconnected().customize(options);
        client.setOptions(options.build());
        return new Instance(client);
    }

    @AfterEach
    void stop() {
        for (Instance instance : instances) {
            instance.buckets.close();
            instance.client.shutdown();
        }
        resources.shutdown().syncUninterruptibly();
    }

    /** One makes all requests that it may; the other is told with its first. */
    private void assertShares(Instance one, Instance other) {
        assertThat(one.granted(2 * BURST)).isEqualTo(BURST);
        await().atMost(SOON)
                .until(() -> other.buckets
                        .take("user:" + ann.subject().value(), RATE, 1)
                        .toCompletableFuture()
                        .handle((left, failure) -> failure == null && left < BURST / 2)
                        .join());
        int more = 0;
        while (other.grants()) {
            more++;
            assertThat(more).as("the other instance goes on granting").isLessThan(BURST);
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
        }
    }

    @Test
    void instancesShareALimitThroughOneServer() {
        assertShares(on(SharedStack.redis()), on(SharedStack.redis()));
    }

    @Test
    void instancesShareALimitThroughACluster() {
        try (RedisCluster cluster = RedisCluster.start(RedisClusterOptions.defaults())) {
            Endpoint seed = cluster.endpoints().get(0);
            RedisURI uri = RedisURI.create(seed.host(), seed.port());
            assertShares(
                    new Instance(RedisClusterClient.create(resources, uri)),
                    new Instance(RedisClusterClient.create(resources, uri)));
        }
    }

    @Test
    void aConnectionThatIsCutWhileInUseIsMendedAndNoneIsOpenedBesideIt() {
        try (RedisServer redis = RedisServer.start(RedisOptions.defaults())) {
            Instance one = on(redis.endpoint());
            for (int i = 0; i < CUTS; i++) {
                await().atMost(SOON).until(() -> take(one));
                List<CompletableFuture<Boolean>> underWay = new ArrayList<>();
                for (int j = 0; j < BURST; j++) {
                    underWay.add(CompletableFuture.supplyAsync(() -> take(one)));
                }
                redis.ask("CLIENT KILL TYPE normal SKIPME yes");
                underWay.forEach(CompletableFuture::join);
            }
            await().atMost(SOON).until(() -> take(one));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(redis.ask("CLIENT LIST").lines())
                            .as("its connection and the one that asks")
                            .hasSize(2));
        }
    }

    private boolean take(Instance instance) {
        return instance.buckets
                .take("user:" + ann.subject().value(), RATE, 1)
                .toCompletableFuture()
                .handle((left, failure) -> failure == null)
                .join();
    }

    @Test
    void aBucketThatIsFullAgainIsGone() {
        try (RedisServer redis = RedisServer.start(RedisOptions.defaults())) {
            Instance one = on(redis.endpoint());
            assertThat(one.granted(BURST)).isEqualTo(BURST);
            String key = "limits:it:" + BURST + ":1:user:" + ann.subject().value();
            await().atMost(SOON).until(() -> redis.ask("EXISTS " + key).equals("1"));
            assertThat(Integer.parseInt(redis.ask("TTL " + key))).isBetween(1, BURST + 2);
        }
    }

    @Test
    void withoutRedisAnInstanceLimitsForItselfAndSharesOnceItIsThere() {
        RedisServer redis = RedisServer.start(RedisOptions.defaults());
        Endpoint endpoint = redis.endpoint();
        redis.kill();
        Instance one = on(endpoint);
        Instance other = on(endpoint);
        assertThat(one.granted(2 * BURST)).isEqualTo(BURST);
        assertThat(other.granted(BURST / 2)).isEqualTo(BURST / 2);
        try (RedisServer back = redis.restart()) {
            assertThat(back.isAlive()).isTrue();
            await().atMost(SOON)
                    .until(() -> one.buckets
                            .take("user:" + ann.subject().value(), RATE, BURST)
                            .toCompletableFuture()
                            .handle((left, failure) -> failure == null)
                            .join());
            await().atMost(SOON).until(() -> !other.grants());
        }
    }

    @Test
    void aRedisThatHangsIsNotWaitedFor() {
        try (RedisServer redis = RedisServer.start(RedisOptions.defaults())) {
            Instance one = on(redis.endpoint());
            assertThat(one.grants()).isTrue();
            redis.pause();
            try {
                long start = System.nanoTime();
                assertThat(one.granted(2 * BURST)).isEqualTo(BURST - 1);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT);
            } finally {
                redis.resume();
            }
        }
    }
}
