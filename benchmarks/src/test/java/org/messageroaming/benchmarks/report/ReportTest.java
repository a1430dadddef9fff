package org.messageroaming.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest;
import org.messageroaming.benchmarks.Contest.Sample;
import org.messageroaming.benchmarks.Target;
import org.messageroaming.benchmarks.stack.Stack;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.JsonNode;

class ReportTest {

    private record Named(String id, Target target) implements Benchmark {
        @Override
        public String work() {
            return "work of " + id;
        }

        @Override
        public String limit() {
            return "limit of " + id;
        }

        @Override
        public String unit() {
            return "answers/s";
        }

        @Override
        public Contest prepare(Stack stack) {
            throw new IllegalStateException("nothing is measured here");
        }
    }

    private static Outcome outcome(String id, Target target, double... works) {
        return new Outcome(
                new Named(id, target),
                Arrays.stream(works).mapToObj(work -> new Sample(work, 100)).toList());
    }

    @Test
    void theRatioIsTheMedianOfTheRounds() {
        Outcome three = outcome("P1", Target.atLeast(0.7), 10, 90, 80);
        assertThat(three.ratio()).isEqualTo(0.8);
        assertThat(three.lowest()).isEqualTo(0.1);
        assertThat(three.highest()).isEqualTo(0.9);
        assertThat(three.isMet()).isTrue();
        assertThat(outcome("P1", Target.atLeast(0.7), 50, 75).ratio()).isEqualTo(0.625);
        assertThat(outcome("P1", Target.atLeast(0.7), 60, 70).isMet()).isFalse();
    }

    @Test
    void whereLessIsBetterMoreIsMissed() {
        assertThat(outcome("P7", Target.atMost(1.2), 120).isMet()).isTrue();
        assertThat(outcome("P7", Target.atMost(1.2), 121).isMet()).isFalse();
    }

    @Test
    void withoutARoundNothingWasMeasured() {
        assertThatThrownBy(() -> outcome("P1", Target.atLeast(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatOneCostsIsTheMedianOfTheRoundsAndToldWhereItIsKnown() {
        Outcome costly = new Outcome(
                new Named("P1", Target.atLeast(0.7)),
                List.of(
                        new Sample(1, 1, Map.of("Redis", 10.0, "service", 90.0)),
                        new Sample(1, 1, Map.of("Redis", 30.0, "service", 70.0)),
                        new Sample(1, 1, Map.of("Redis", 20.0, "service", 500.0))));
        Report report = new Report(List.of(outcome("P7", Target.atMost(1.2), 100), costly), Map.of());
        assertThat(report.text())
                .contains("| # | work | Redis | service |", "| P1 | work of P1 | 20 | 90 |")
                .doesNotContain("| P7 | work of P7 | 0");
        assertThat(new Report(List.of(outcome("P7", Target.atMost(1.2), 100)), Map.of()).text())
                .doesNotContain("Processor time");
    }

    @Test
    void itIsToldAsATableAndAsJson() {
        Report report = new Report(
                List.of(outcome("P1", Target.atLeast(0.7), 80), outcome("P7", Target.atMost(1.2), 150)),
                Map.of("processors", "2"));
        assertThat(report.text())
                .contains("processors: 2", "| P1 | work of P1 | limit of P1 |", "**0.80**", "≥ 0.70 | met |")
                .contains("**1.50**", "≤ 1.20 | missed |");
        JsonNode json = WireJson.MAPPER.valueToTree(report.json());
        assertThat(json.at("/results/1/ratio").asDouble()).isEqualTo(1.5);
        assertThat(json.at("/results/1/met").asBoolean()).isFalse();
    }
}
