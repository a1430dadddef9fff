package org.messageroaming.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.load.LoadPlan.Stream;

class LoadPlanTest {
    private static final URI ONE = URI.create("http://127.0.0.1:1001");
    private static final URI OTHER = URI.create("http://127.0.0.1:1002");

    @Test
    void eachStreamIsAPhaseAndEachInstanceAHost() {
        String yaml = new LoadPlan(
                        Path.of("/rows.csv"),
                        List.of("token", "name"),
                        List.of(
                                new Stream(new Pace.Clients(3), ONE, "GET", "/v1/${name}", null),
                                new Stream(new Pace.Rate(50), OTHER, "POST", "/v1/x", "{\"id\":\"${id}\"}")))
                .yaml(Duration.ofSeconds(2));
        assertThat(yaml)
                .contains("- host: http://127.0.0.1:1001\n", "- host: http://127.0.0.1:1002\n")
                .containsSubsequence("- stream0:", "always:", "users: 3", "duration: 2000ms", "0: token", "1: name")
                .containsSubsequence("- stream1:", "constantRate:", "usersPerSec: 50", "POST: /v1/x")
                .contains("pattern: '{\"id\":\"${id}\"}'");
    }

    @Test
    void aLostConnectionIsBorneAndNoOtherFailure() {
        assertThat(new LoadResult(1000, 0, 0, 0, 1, 0, 0, 0, 0, 0)
                        .requireSuccess()
                        .responses())
                .isEqualTo(1000);
        for (LoadResult bad : List.of(
                new LoadResult(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                new LoadResult(999, 0, 0, 0, 1, 0, 0, 0, 0, 0),
                new LoadResult(100_000, 0, 1, 1, 0, 0, 0, 0, 0, 0),
                new LoadResult(100_000, 0, 0, 0, 0, 1, 0, 0, 0, 0),
                new LoadResult(100_000, 0, 0, 0, 0, 0, 1, 0, 0, 0))) {
            assertThatThrownBy(bad::requireSuccess)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(bad.toString());
        }
    }

    @Test
    void aTimeThatLeavesOutHowLongRequestsWaitedForAConnectionIsNone() {
        assertThat(new LoadResult(10, 0, 0, 0, 0, 0, 0, 1000, 10_000, 10_000)
                        .requireSentWhenDue()
                        .p50Nanos())
                .isEqualTo(10_000);
        assertThatThrownBy(() -> new LoadResult(10, 0, 0, 0, 0, 0, 0, 1010, 10_000, 10_000).requireSentWhenDue())
                .isInstanceOf(IllegalStateException.class);
    }
}
