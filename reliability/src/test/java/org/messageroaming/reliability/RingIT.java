package org.messageroaming.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.messageroaming.reliability.deployment.Stores;
import org.messageroaming.reliability.fault.Fault;

/** Faults on a ring of three Cassandra nodes and a Redis Cluster of three masters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RingIT {
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
}
