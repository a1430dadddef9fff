package org.messageroaming.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                "--report",
                "docs");
        assertThat(options.wants("P10 pull")).isTrue();
        assertThat(options.wants("P2")).isFalse();
        assertThat(options.warmUp()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.slice()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.rounds()).isEqualTo(4);
        assertThat(options.scale()).isEqualTo(5);
        assertThat(options.report()).isEqualTo(Path.of("docs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--ony P1", "--slice", "--slice x", "--slice 0", "--rounds 0", "--scale 101", "--warm-up 0"})
    void whatCannotBeIsRefusedByName(String arguments) {
        assertThatThrownBy(() -> RunOptions.parse(arguments.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(arguments.split(" ", -1)[0]);
    }
}
