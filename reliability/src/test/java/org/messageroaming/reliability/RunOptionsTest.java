package org.messageroaming.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.messageroaming.reliability.fault.Fault;

class RunOptionsTest {
    @Test
    void withoutArgumentsItIsTheLongForm() {
        RunOptions options = RunOptions.parse();
        assertThat(options.isOn("ring")).isTrue();
        assertThat(options.isOn("pair")).isTrue();
        assertThat(options.faults()).containsExactlyInAnyOrder(Fault.values());
        assertThat(options.minutes()).isEqualTo(30);
        assertThat(options.acknowledged()).isEqualTo(200_000);
        assertThat(options.owed()).isEqualTo(100_000);
        assertThat(options.report()).isNull();
    }

    @Test
    void faultsAreChosenByName() {
        assertThat(RunOptions.parse("--faults", "RACE,REDIS_PAUSED").faults())
                .containsExactlyInAnyOrder(Fault.RACE, Fault.REDIS_PAUSED);
        assertThatThrownBy(() -> RunOptions.parse("--faults", "RACE,NONE")).hasMessageContaining("REDIS_PAUSED");
    }

    @Test
    void whatIsUnknownOrWithoutAValueIsRefused() {
        assertThatThrownBy(() -> RunOptions.parse("--minute", "3")).hasMessageContaining("--minute");
        assertThatThrownBy(() -> RunOptions.parse("--minutes")).hasMessageContaining("--minutes");
        assertThatThrownBy(() -> RunOptions.parse("--on", "moon")).hasMessageContaining("--on");
    }
}
