package org.messageroaming.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
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
        return with(Map.of("FAULT_POINTS_SABOTAGE", sabotage, "ROAMING_HISTORY_JOURNAL_SHARDS", "1"));
    }

    private Experiment with(Map<String, String> environment) {
        return new Experiment(Path.of("").toAbsolutePath().resolve("..").normalize(), stores, 2, environment);
    }

    /** Runs rounds until it is found; what a slow machine is blamed for is not it. */
    private static List<Violations.Violation> found(
            Experiment broken, Predicate<Violations.Violation> wanted, RoundPlan plan) throws InterruptedException {
        Random random = new Random(Experiment.seed());
        List<Violations.Violation> found = new ArrayList<>();
        try (Experiment experiment = broken) {
            for (int i = 0; i < TRIES && found.stream().noneMatch(wanted); i++) {
                found.addAll(experiment.run(plan.impatient(), random.nextLong()).violations());
            }
        }
        return found;
    }

    private static boolean isMissingBeforeWhatCame(Violations.Violation violation) {
        return violation.invariant().equals("F1") && violation.what().contains("was never given");
    }

    @Test
    void aBuildThatAnswersBeforeTheClaimIsCaught() throws InterruptedException {
        Predicate<Violations.Violation> notWhereItWasSaidToBe = violation ->
                (violation.invariant().equals("F1") && violation.what().startsWith("acknowledged and lost"))
                        || (violation.invariant().equals("H1")
                                && violation.what().contains("was acknowledged at another place"));
        assertThat(found(broken("ANSWER_BEFORE_CLAIM"), notWhereItWasSaidToBe, RoundPlan.brief(Fault.RACE)))
                .anyMatch(notWhereItWasSaidToBe);
    }

    @Test
    void aBuildThatForgetsWhatCouldNotBeDeliveredIsCaught() throws InterruptedException {
        assertThat(found(
                        broken("FORGET_FAILED_DELIVERIES"),
                        BrokenBuildsIT::isMissingBeforeWhatCame,
                        RoundPlan.brief(Fault.REDIS_DOWN)))
                .anyMatch(BrokenBuildsIT::isMissingBeforeWhatCame);
    }

    /** Nobody is told of what a failover lost, as if Redis lost nothing. */
    @Test
    void aFailoverThatNobodyIsToldOfIsCaught() throws InterruptedException {
        Experiment untold = with(Map.of("ROAMING_OFFLINE_INBOX_LOSSLESS", "true"));
        assertThat(found(untold, BrokenBuildsIT::isMissingBeforeWhatCame, RoundPlan.brief(Fault.FAILOVER)))
                .anyMatch(BrokenBuildsIT::isMissingBeforeWhatCame);
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
