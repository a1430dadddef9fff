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
import java.util.Optional;
import org.messageroaming.benchmarks.Contest.Sample;
import org.messageroaming.benchmarks.inbox.InboxBenchmarks;
import org.messageroaming.benchmarks.report.Outcome;
import org.messageroaming.benchmarks.report.Report;
import org.messageroaming.benchmarks.stack.Stack;
import org.messageroaming.benchmarks.timeline.TimelineBenchmarks;

/** Starts the real stores and services, measures, and tells. See {@link RunOptions} for the arguments. */
public final class BenchmarkRun {
    private final RunOptions options;
    private final PrintStream out;
    private boolean failed;

    private BenchmarkRun(RunOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs it from the build's root folder. */
    public static void main(String[] arguments) throws Exception {
        RunOptions options;
        try {
            options = RunOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new BenchmarkRun(options, System.out).run() ? 0 : 1);
    }

    /** Whether all could be measured, whatever came out. */
    private boolean run() throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        try (Stack stack = Stack.start(Path.of("").toAbsolutePath(), options.scale())) {
            for (Benchmark benchmark : benchmarks()) {
                tryTo(benchmark, stack).ifPresent(outcomes::add);
            }
        }
        Report report = new Report(outcomes, conditions());
        out.println(report.text());
        if (options.report() != null) {
            report.write(options.report());
        }
        return !failed;
    }

    /** What one benchmark fails with does not keep the others from being measured, and told. */
    private Optional<Outcome> tryTo(Benchmark benchmark, Stack stack) throws InterruptedException {
        try {
            return Optional.of(measure(benchmark, stack));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            out.println("  " + benchmark.id() + " could not be measured: " + e);
            failed = true;
            return Optional.empty();
        }
    }

    private List<Benchmark> benchmarks() {
        List<Benchmark> all = new ArrayList<>(InboxBenchmarks.all());
        all.addAll(TimelineBenchmarks.all());
        List<Benchmark> wanted =
                all.stream().filter(benchmark -> options.wants(benchmark.id())).toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    "--only names none of " + all.stream().map(Benchmark::id).toList());
        }
        return wanted;
    }

    private Outcome measure(Benchmark benchmark, Stack stack) throws Exception {
        out.println(benchmark.id() + " " + benchmark.work() + " …");
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
