package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CassandraServerIT {

    @Test
    void startsAgainOnTheSamePortAndFilesAfterBeingKilled() {
        CassandraOptions options = CassandraOptions.defaults().withHeapMebibytes(512);
        try (CassandraServer first = CassandraServer.start(options)) {
            first.kill();
            assertThat(Probe.cassandra(first.endpoint()).answers()).isFalse();
            try (CassandraServer second = first.restart()) {
                assertThat(second.port()).isEqualTo(first.port());
                assertThat(Probe.cassandra(second.endpoint()).answers()).isTrue();
            }
            assertThat(first.data()).doesNotExist();
        }
    }

    @Test
    void sharedServersAnswerAndAreTheSameEveryTime() {
        assertThat(Probe.redis(SharedStack.redis()).answers()).isTrue();
        assertThat(Probe.cassandra(SharedStack.cassandra()).answers()).isTrue();
        assertThat(SharedStack.cassandra()).isEqualTo(SharedStack.cassandra());
    }

    @Test
    void deathAtStartQuotesTheLog() {
        CassandraOptions options = CassandraOptions.defaults().withSettings(Map.of("no_such_setting", "1"));
        assertThatThrownBy(() -> CassandraServer.start(options))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll("Cassandra ended while it was starting", "no_such_setting");
    }
}
