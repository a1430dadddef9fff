package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.Tokens;

class ScenarioIT {

    @Test
    void theStoryThatTheRunCommandTellsIsTrue() {
        Tokens tokens = Tokens.random();
        List<String> told = new ArrayList<>();
        try (Platform platform = TestPlatform.create(tokens, Map.of())) {
            ServiceProcess offline = platform.startOffline(0);
            ServiceProcess history = platform.startHistory(0, offline);
            new Scenario(offline.uri(), history.uri(), tokens, "test", told::add).play();
        }
        assertThat(told).anyMatch(line -> line.contains("带上雨衣"));
    }
}
