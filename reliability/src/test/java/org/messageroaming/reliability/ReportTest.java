package org.messageroaming.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.messageroaming.reliability.load.Violations;

class ReportTest {

    private static Report report(String... invariants) {
        List<Violations.Violation> found = Stream.of(invariants)
                .map(invariant -> new Violations.Violation(invariant, "something"))
                .toList();
        Report report = new Report();
        report.add(new RoundResult("fault", 1, 40, 30, 5, Duration.ofSeconds(2), 6, 7, found));
        return report;
    }

    @Test
    void aRoundWithoutFindingsShowsNoughts() {
        Report report = report();
        assertThat(report.isClean()).isTrue();
        assertThat(report.table()).contains("| fault | 1 | 40 | 30 | 0 | 0 | 0 | 0 | 5 | 6 | 2.0 s, 2.0 s |");
    }

    @Test
    void everyFindingIsInOneColumn() {
        Report report = report(
                "F1", "F1 late", "I3", "H2", "I4", "H1", "I1", "F1 order", "H4", "H5", "H5", "API", "HANG", "HARNESS");
        assertThat(report.isClean()).isFalse();
        assertThat(report.table()).contains("| 3 | 2 | 3 | API 1, H4 1, H5 2, HANG 1, HARNESS 1 | 5 |");
    }
}
