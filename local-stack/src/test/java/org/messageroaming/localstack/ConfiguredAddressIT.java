package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfiguredAddressIT {

    private final List<String> lines = new ArrayList<>();
    private final LocalStackOptions options = LocalStackOptions.defaults().withProgress(lines::add);

    @AfterEach
    void forgetTheAddresses() {
        System.clearProperty(Settings.REDIS_ADDRESS);
        System.clearProperty(Settings.CASSANDRA_ADDRESS);
    }

    @Test
    void serversThatRunAlreadyAreUsedAndLeftRunning() {
        System.setProperty(Settings.REDIS_ADDRESS, SharedStack.redis().toString());
        System.setProperty(Settings.CASSANDRA_ADDRESS, SharedStack.cassandra().toString());
        try (LocalStack stack = LocalStack.start(options)) {
            assertThat(stack.redis()).isEqualTo(SharedStack.redis());
            assertThat(stack.cassandra()).isEqualTo(SharedStack.cassandra());
        }
        assertThat(lines).hasSize(2).allMatch(line -> line.contains("is set: using"));
        assertThat(Probe.redis(SharedStack.redis()).answers()).isTrue();
        assertThat(Probe.cassandra(SharedStack.cassandra()).answers()).isTrue();
    }

    @Test
    void addressWhereNobodyAnswersIsSaidWithTheRemedy() {
        System.setProperty(Settings.REDIS_ADDRESS, "127.0.0.1:" + FreePorts.next());
        assertThatThrownBy(() -> LocalStack.start(options))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll("ROAMING_REDIS_ADDRESS is 127.0.0.1:", "no such server answers there");
    }
}
