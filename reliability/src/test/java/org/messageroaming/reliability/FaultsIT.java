package org.messageroaming.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.messageroaming.reliability.deployment.Stores;
import org.messageroaming.reliability.fault.Fault;

/** Each fault once, on one Cassandra node and a Redis primary with a replica. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    private @Nullable Stores stores;
    private @Nullable Experiment experiment;

    @BeforeAll
    void start() {
        stores = Stores.pair();
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
    @EnumSource
    void nothingAcknowledgedIsLostDoubledOrOutOfOrder(Fault fault) throws InterruptedException {
        long seed = Experiment.seed();
        RoundResult result = Objects.requireNonNull(experiment).run(RoundPlan.brief(fault), seed);
        assertThat(result.violations()).as("%s, -Droaming.seed=%s", fault, seed).isEmpty();
        assertThat(result.struck()).as("%s, -Droaming.seed=%s", fault, seed).isEqualTo(1);
        assertThat(result.acknowledged()).isPositive();
    }

    @Test
    void whatIsAppliedLateChangesNothing() throws InterruptedException {
        assertThat(new LateWriter(Objects.requireNonNull(experiment)).run()).isEmpty();
    }
}
