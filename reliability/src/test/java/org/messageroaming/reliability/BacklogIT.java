package org.messageroaming.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.messageroaming.reliability.deployment.Stores;

/** What was owed while Redis was away drains when it is back. */
class BacklogIT {
    private static final int OWED = 100_000;

    @Test
    void whatIsOwedArrivesOnceAndInOrderAndOtherConversationsAreServedMeanwhile() throws InterruptedException {
        try (Stores stores = Stores.pair();
                Experiment experiment = new Experiment(
                        Path.of("").toAbsolutePath().resolve("..").normalize(), stores, 2, Map.of())) {
            Backlog.Drained drained = new Backlog(experiment).run(OWED);
            assertThat(drained.violations()).as(drained.text()).isEmpty();
            assertThat(drained.owed()).isEqualTo(OWED);
        }
    }
}
