package org.messageroaming.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.messageroaming.reliability.deployment.Stores;
import org.messageroaming.reliability.fault.Fault;

/** Faults on a ring of three Cassandra nodes and a Redis Cluster of three masters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable Stores stores;
    private @Nullable Experiment experiment;

    @BeforeAll
    void start() {
        stores = Stores.ring(new Random(Experiment.seed()));
        experiment = new Experiment(Path.of("").toAbsolutePath().resolve("..").normalize(), stores, 2, Map.of());
    }

    @AfterAll
    void stop() {
        if (experiment != null) {
            experiment.close();
        }
        if (stores != null) {
            stores.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HISTORY_KILLED", "OFFLINE_KILLED", "CASSANDRA_KILLED", "REDIS_PAUSED"})
    void nothingAcknowledgedIsLostDoubledOrOutOfOrder(Fault fault) throws InterruptedException {
        long seed = Experiment.seed();
        RoundResult result = Objects.requireNonNull(experiment).run(RoundPlan.brief(fault), seed);
        assertThat(result.violations()).as("%s, -Droaming.seed=%s", fault, seed).isEmpty();
        assertThat(result.struck()).as("%s, -Droaming.seed=%s", fault, seed).isEqualTo(1);
        assertThat(result.acknowledged()).isPositive();
    }

    /** A quorum that is gone is no reason to kill an instance: it is back by itself when the quorum is. */
    @Test
    void readinessGoesDownWithTheQuorumAndComesBackWithItWhileLivenessStaysUp() {
        Stores ring = Objects.requireNonNull(stores);
        awaitReadiness(200);
        ring.cassandra().killAllButOne();
        try {
            awaitReadiness(503);
            assertThat(statuses("liveness")).containsOnly(200);
        } finally {
            ring.heal();
        }
        awaitReadiness(200);
    }

    private void awaitReadiness(int status) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(statuses("readiness")).containsOnly(status));
    }

    /** What each instance of history-service answers. */
    private List<Integer> statuses(String probe) {
        return Objects.requireNonNull(experiment).services().history().stream()
                .map(instance -> status(instance.uri().resolve("/actuator/health/" + probe)))
                .toList();
    }

    private int status(URI uri) {
        try {
            return client.send(
                            HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
