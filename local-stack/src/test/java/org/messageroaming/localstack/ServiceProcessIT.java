package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessIT {

    @TempDir
    Path folder;

    private ServiceOptions options = ServiceOptions.of("tiny-service", Path.of("none.jar"));

    @BeforeEach
    void packTheService() throws IOException {
        options = ServiceOptions.of("tiny-service", TinyService.jar(folder)).withJvmArguments("-Xmx32m");
    }

    @Test
    void isReadyWhenStartedAndGoneWhenClosed() {
        List<String> lines = new ArrayList<>();
        ServiceProcess service = ServiceProcess.start(options.withProgress(lines::add));
        try (service) {
            assertThat(Probe.http(service.uri().resolve("/actuator/health/readiness"))
                            .answers())
                    .isTrue();
            assertThat(lines).hasSize(2).last().asString().startsWith("tiny-service: ready after ");
        }
        assertThat(service.isAlive()).isFalse();
        assertThat(service.data()).doesNotExist();
    }

    @Test
    void comesBackOnTheSameAddressAfterBeingKilled() {
        try (ServiceProcess first = ServiceProcess.start(options.withLog(folder.resolve("logs/tiny.log")))) {
            URI address = first.uri();
            first.kill();
            try (ServiceProcess second = first.restart()) {
                assertThat(second.uri()).isEqualTo(address);
            }
        }
        assertThat(folder.resolve("logs/tiny.log")).exists();
    }

    @Test
    void deathAtStartQuotesTheLog() {
        assertThatThrownBy(() -> ServiceProcess.start(options.withEnvironment(Map.of("REFUSAL", "no such table"))))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll("tiny-service ended while it was starting", "no such table");
    }

    @Test
    void missingJarIsSaidWithTheRemedy() {
        assertThatThrownBy(() -> ServiceProcess.start(ServiceOptions.of("tiny-service", folder.resolve("none.jar"))))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll("there is no", "none.jar", "build it first");
    }
}
