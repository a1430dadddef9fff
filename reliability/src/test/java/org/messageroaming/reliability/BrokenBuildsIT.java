package org.messageroaming.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.messageroaming.reliability.deployment.Stores;
import org.messageroaming.reliability.fault.Fault;
import org.messageroaming.reliability.load.Violations;

/** Services that are broken on purpose: the checker must notice, and name what is broken. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenBuildsIT {
    private static final int TRIES = 6;

    private Stores stores;

    @BeforeAll
    void start() {
        stores = Stores.pair();
    }

    @AfterAll
    void stop() {
        stores.close();
    }

    /** One shard, so that whoever lingers lingers alone. */
    private Experiment broken(String sabotage) {
        Map<String, String> broken = Map.of("FAULT_POINTS_SABOTAGE", sabotage, "ROAMING_HISTORY_JOURNAL_SHARDS", "1");
        return new Experiment(Path.of("").toAbsolutePath().resolve("..").normalize(), stores, 2, broken);
    }

    /** Runs rounds until one of the wanted is found. */
    private Set<String> found(String sabotage, Set<String> wanted, RoundPlan plan) throws InterruptedException {
        Random random = new Random(Experiment.seed());
        Set<String> found = new HashSet<>();
        try (Experiment experiment = broken(sabotage)) {
            for (int i = 0; i < TRIES && Collections.disjoint(found, wanted); i++) {
                experiment
                        .run(plan.impatient(), random.nextLong())
                        .violations()
                        .forEach(violation -> found.add(violation.invariant()));
            }
        }
        return found;
    }

    @Test
    void aBuildThatAnswersBeforeTheClaimIsCaught() throws InterruptedException {
        Set<String> wanted = Set.of("H1", "H2", "F1");
        assertThat(found("ANSWER_BEFORE_CLAIM", wanted, RoundPlan.brief(Fault.RACE)))
                .containsAnyElementsOf(wanted);
    }

    @Test
    void aBuildThatForgetsWhatCouldNotBeDeliveredIsCaught() throws InterruptedException {
        RoundPlan plan = RoundPlan.brief(Fault.REDIS_DOWN);
        assertThat(found("FORGET_FAILED_DELIVERIES", Set.of("F1"), plan)).contains("F1");
    }

    @Test
    void aBuildThatAppliesWithTheTimeOfDayIsCaught() throws InterruptedException {
        try (Experiment experiment = broken("WALL_CLOCK_TIMESTAMPS")) {
            assertThat(new LateWriter(experiment).run())
                    .extracting(Violations.Violation::invariant)
                    .containsExactly("H5");
        }
    }
}
