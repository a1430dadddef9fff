package org.messageroaming.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.messageroaming.benchmarks.Target.Relation;

/** The ratios as bars: one that reaches 1 is as wanted. */
final class Picture {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;

    private Picture() {}

    static void of(List<Outcome> outcomes, Path file) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("How far each benchmark is: 1 is what is wanted, more is better")
                .xAxisTitle("benchmark")
                .yAxisTitle("ratio reached / ratio wanted")
                .build();
        List<String> names =
                outcomes.stream().map(outcome -> outcome.benchmark().id()).toList();
        chart.addSeries(
                "reached", names, outcomes.stream().map(Picture::reached).toList());
        chart.addSeries("wanted", names, outcomes.stream().map(outcome -> 1.0).toList());
        ChartEncoder.saveChart(chart, file.toString(), "svg");
    }

    private static Double reached(Outcome outcome) {
        double wanted = outcome.benchmark().target().ratio();
        return outcome.benchmark().target().relation() == Relation.AT_LEAST
                ? outcome.ratio() / wanted
                : wanted / outcome.ratio();
    }
}
