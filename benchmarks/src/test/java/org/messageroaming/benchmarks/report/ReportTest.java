package org.messageroaming.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    private static Report ratios(Outcome... outcomes) {
        return new Report(Map.of(), List.of(outcomes), Map.of(), List.of());
    }

    private static Figure figure(String survey, double... values) {
        return new Figure(
                survey, "what of " + survey, "s", Arrays.stream(values).boxed().toList(), "2026-01-01");
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
        Report report = ratios(outcome("P7", Target.atMost(1.2), 100), costly);
        assertThat(report.text())
                .contains("| # | work | Redis | service |", "| P1 | work of P1 | 20 | 90 |")
                .doesNotContain("| P7 | work of P7 | 0");
        assertThat(ratios(outcome("P7", Target.atMost(1.2), 100)).text()).doesNotContain("Processor time");
    }

    @Test
    void itIsToldAsATableAndAsJson() {
        Report report = new Report(
                Map.of("processors", "2"),
                List.of(outcome("P1", Target.atLeast(0.7), 80), outcome("P7", Target.atMost(1.2), 150)),
                Map.of("P8", "no answer"),
                List.of(figure("start-up", 3, 5, 4)));
        assertThat(report.text())
                .contains("processors: 2", "| P1 | work of P1 | limit of P1 |", "**0.80**", "≥ 0.70 | met |")
                .contains("**1.50**", "≤ 1.20 | missed |", "- P8: no answer")
                .contains("| start-up | what of start-up | s | **4.00** (3.00 to 5.00) | 3 | 2026-01-01 |");
        JsonNode json = WireJson.MAPPER.valueToTree(report.json());
        assertThat(json.at("/results/1/ratio").asDouble()).isEqualTo(1.5);
        assertThat(json.at("/results/1/met").asBoolean()).isFalse();
        assertThat(json.at("/failures/P8").asString()).isEqualTo("no answer");
        assertThat(json.at("/figures/0/values/1").asInt()).isEqualTo(5);
    }

    @Test
    void whatARunDoesNotMeasureStaysAsItWasWritten(@TempDir Path folder) throws IOException {
        Outcome p1 = outcome("P1", Target.atLeast(0.7), 80);
        Outcome p2 = outcome("P2", Target.atLeast(0.7), 50);
        List<Benchmark> known = List.of(p1.benchmark(), p2.benchmark());
        Report first = new Report(
                Map.of("rounds", "3"),
                List.of(p1),
                Map.of("P8", "no answer", "soak", "ended"),
                List.of(figure("start-up", 3), figure("soak", 7)));
        first.over(Report.read(folder, known)).write(folder);
        assertThat(Report.read(folder, known)).isEqualTo(first);

        new Report(Map.of("rounds", "1"), List.of(), Map.of(), List.of(figure("soak", 8)))
                .over(Report.read(folder, known))
                .write(folder);
        assertThat(Report.read(folder, known))
                .isEqualTo(new Report(
                        Map.of("rounds", "3"),
                        List.of(p1),
                        Map.of("P8", "no answer"),
                        List.of(figure("start-up", 3), figure("soak", 8))));

        new Report(Map.of("rounds", "2"), List.of(p2), Map.of(), List.of())
                .over(Report.read(folder, known))
                .write(folder);
        assertThat(Report.read(folder, known))
                .isEqualTo(new Report(
                        Map.of("rounds", "2"),
                        List.of(p2),
                        Map.of(),
                        List.of(figure("start-up", 3), figure("soak", 8))));
    }
}
