package org.messageroaming.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.messageroaming.benchmarks.Contest.Sample;
import org.messageroaming.benchmarks.footprint.FootprintSurveys;
import org.messageroaming.benchmarks.inbox.InboxBenchmarks;
import org.messageroaming.benchmarks.report.Figure;
import org.messageroaming.benchmarks.report.Outcome;
import org.messageroaming.benchmarks.report.Report;
import org.messageroaming.benchmarks.stack.Stack;
import org.messageroaming.benchmarks.timeline.TimelineBenchmarks;

/** Starts the real stores and services, measures, and tells. See {@link RunOptions} for the arguments. */
public final class BenchmarkRun {
    private final RunOptions options;
    private final PrintStream out;
    private final List<Benchmark> benchmarks;
    private final List<Survey> surveys;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    /** @throws IllegalArgumentException when something is wanted that there is not */
    private BenchmarkRun(RunOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.benchmarks = Stream.concat(InboxBenchmarks.all().stream(), TimelineBenchmarks.all().stream())
                .toList();
        this.surveys = Stream.of(
                        InboxBenchmarks.surveys(), TimelineBenchmarks.surveys(options.soak()), FootprintSurveys.all())
                .flatMap(List::stream)
                .toList();
        options.requireKnown(Stream.concat(
                        benchmarks.stream().map(Benchmark::id), surveys.stream().map(Survey::id))
                .toList());
    }

    /** Runs it from the build's root folder. */
    public static void main(String[] arguments) throws Exception {
        BenchmarkRun run;
        try {
            run = new BenchmarkRun(RunOptions.parse(arguments), System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run.run() ? 0 : 1);
    }

    /** Whether all could be measured, whatever came out. */
    private boolean run() throws Exception {
        try (Stack stack = Stack.start(Path.of("").toAbsolutePath(), options.scale())) {
            for (Benchmark benchmark : benchmarks) {
                if (options.wants(benchmark.id())) {
                    tryTo(benchmark.id(), stack, () -> outcomes.add(measure(benchmark, stack)));
                }
            }
            for (Survey survey : surveys) {
                if (options.wants(survey)) {
                    tryTo(survey.id(), stack, () -> figures.addAll(measure(survey, stack)));
                }
            }
        }
        Report report = new Report(conditions(), outcomes, failures, figures);
        out.println(report.text());
        if (options.report() != null) {
            report.over(Report.read(options.report(), benchmarks)).write(options.report());
        }
        return failures.isEmpty();
    }

    /** One of several things to measure. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws Exception;
    }

    /** What one fails with does not keep the others from being measured, and told; what it started ends with it. */
    private void tryTo(String id, Stack stack, Attempt attempt) throws InterruptedException {
        Stack.Scope scope = stack.scope();
        try {
            attempt.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failures.put(id, Causes.of(e));
            out.println("  " + id + " could not be measured: " + failures.get(id));
        } finally {
            scope.close();
        }
    }

    private Outcome measure(Benchmark benchmark, Stack stack) throws Exception {
        out.println(benchmark.id() + " " + benchmark.work() + " …");
        stack.settle();
        Contest contest = benchmark.prepare(stack);
        contest.round(options.warmUp(), false);
        List<Sample> rounds = new ArrayList<>();
        for (int i = 0; i < options.rounds(); i++) {
            Sample sample = contest.round(options.slice(), i % 2 == 1);
            out.printf(
                    Locale.ROOT,
                    "  %.1f / %.1f %s = %.2f%n",
                    sample.work(),
                    sample.limit(),
                    benchmark.unit(),
                    sample.ratio());
            rounds.add(sample);
        }
        return new Outcome(benchmark, rounds);
    }

    private List<Figure> measure(Survey survey, Stack stack) throws Exception {
        out.println(survey.id() + " …");
        stack.settle();
        List<Figure> measured = survey.measure(stack);
        measured.forEach(figure -> out.println("  " + figure.what() + ": " + figure.values() + " " + figure.unit()));
        return measured;
    }

    private Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("measured on", LocalDate.now(ZoneOffset.UTC).toString());
        conditions.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        conditions.put("Java", Runtime.version().toString());
        conditions.put(
                "rounds",
                options.rounds() + ", each side for " + options.slice().toSeconds() + " s in each, after a warm-up of "
                        + options.warmUp().toSeconds() + " s");
        conditions.put("large data sets", options.scale() + " % of their size");
        conditions.put("where", "load, services and stores share the processors of one machine");
        return conditions;
    }
}
