package org.messageroaming.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messageroaming.benchmarks.report.Figure;
import org.messageroaming.benchmarks.stack.Stack;

class RunOptionsTest {

    @Test
    void withoutArgumentsEverythingIsMeasuredAndNothingWritten() {
        RunOptions options = RunOptions.parse();
        assertThat(options.wants("P1")).isTrue();
        assertThat(options.scale()).isEqualTo(100);
        assertThat(options.report()).isNull();
    }

    @Test
    void whatIsGivenCounts() {
        RunOptions options = RunOptions.parse(
                "--only",
                "P1,P10 pull",
                "--warm-up",
                "2",
                "--slice",
                "3",
                "--rounds",
                "4",
                "--scale",
                "5",
                "--minutes",
                "6",
                "--report",
                "docs");
        assertThat(options.wants("P10 pull")).isTrue();
        assertThat(options.wants("P2")).isFalse();
        assertThat(options.warmUp()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.slice()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.rounds()).isEqualTo(4);
        assertThat(options.scale()).isEqualTo(5);
        assertThat(options.soak()).isEqualTo(Duration.ofMinutes(6));
        assertThat(options.report()).isEqualTo(Path.of("docs"));
    }

    private record Named(String id, boolean onlyWhenNamed) implements Survey {
        @Override
        public List<Figure> measure(Stack stack) {
            throw new IllegalStateException("nothing is measured here");
        }
    }

    @Test
    void whatTakesLongIsMeasuredOnlyWhenItIsNamed() {
        Survey quick = new Named("quick", false);
        Survey slow = new Named("slow", true);
        assertThat(RunOptions.parse().wants(quick)).isTrue();
        assertThat(RunOptions.parse().wants(slow)).isFalse();
        assertThat(RunOptions.parse("--only", "slow").wants(slow)).isTrue();
        assertThat(RunOptions.parse("--only", "slow").wants(quick)).isFalse();
    }

    @Test
    void whatIsNotThereIsRefusedByNameAlsoBesideWhatIs() {
        RunOptions options = RunOptions.parse("--only", "P1,P99");
        options.requireKnown(List.of("P1", "P99"));
        assertThatThrownBy(() -> options.requireKnown(List.of("P1", "P2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("P99")
                .hasMessageContaining("P2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--ony P1",
                "--slice",
                "--slice x",
                "--slice 0",
                "--rounds 0",
                "--scale 101",
                "--warm-up 0",
                "--minutes 0"
            })
    void whatCannotBeIsRefusedByName(String arguments) {
        assertThatThrownBy(() -> RunOptions.parse(arguments.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(arguments.split(" ", -1)[0]);
    }
}
