package org.messageroaming.reliability;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.messageroaming.reliability.deployment.Stores;

/**
 * The long form: {@code --on}, {@code --faults}, {@code --minutes}, {@code --acknowledged}, {@code --owed}, {@code --seed} and {@code --report}, each
 * followed by its value. A third of the time on a ring and a cluster, the rest on single stores, and there as long as it takes to acknowledge so many. Ends with 1 when something was found to be broken.
 */
public final class ReliabilityRun {
    private static final int INSTANCES = 2;

    private final RunOptions options;
    private final PrintStream out;
    private final StringBuilder text = new StringBuilder();
    private boolean clean = true;
    private long acknowledged;

    private ReliabilityRun(RunOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs it from the build's root folder. */
    public static void main(String[] arguments) throws Exception {
        RunOptions options = RunOptions.parse(arguments);
        System.exit(new ReliabilityRun(options, System.out).run() ? 0 : 1);
    }

    private boolean run() throws InterruptedException {
        out.println("seed " + options.seed());
        Random random = new Random(options.seed());
        if (options.isOn("ring")) {
            campaign(() -> Stores.ring(new Random(options.seed())), random);
        }
        if (options.isOn("pair")) {
            campaign(Stores::pair, random);
        }
        save("");
        out.println(text);
        out.println(
                acknowledged + " messages acknowledged; " + (clean ? "nothing was found broken" : "BROKEN, see above"));
        return clean;
    }

    private void campaign(Supplier<Stores> stores, Random random) throws InterruptedException {
        Report report = new Report();
        try (Stores started = stores.get();
                Experiment experiment = new Experiment(Path.of("").toAbsolutePath(), started, INSTANCES, Map.of())) {
            out.println("on " + started.name());
            Duration all = Duration.ofMinutes(options.minutes());
            Duration ofRing = options.isOn("pair") ? all.dividedBy(3) : all;
            Duration ofPair = options.isOn("ring") ? all.minus(ofRing) : all;
            Duration time = started.canFailOver() ? ofPair : ofRing;
            long missing = started.canFailOver() || !options.isOn("pair") ? options.acknowledged() - acknowledged : 0;
            new Campaign(experiment, options.faults(), report, random, out, () -> save(section(started, report)))
                    .run(time, missing);
            text.append(section(started, report));
            clean &= report.isClean();
            acknowledged += report.acknowledged();
            if (started.canFailOver() && options.owed() > 0) {
                backlog(experiment);
            }
        }
    }

    private static String section(Stores stores, Report report) {
        return "### On " + stores.name() + "\n\n" + report.table() + "\nThe slowest answer took "
                + report.slowestMillis() + " ms.\n\n";
    }

    /** After each round, so that a run that is broken off has shown what it saw. */
    private void save(String soFar) {
        if (options.report() != null) {
            try {
                Files.writeString(options.report(), text + soFar, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("--report cannot be written", e);
            }
        }
    }

    private void backlog(Experiment experiment) throws InterruptedException {
        Backlog.Drained drained = new Backlog(experiment).run(options.owed());
        drained.violations().stream().limit(20).forEach(out::println);
        out.println(drained.text());
        text.append("Backlog: ").append(drained.text()).append(".\n\n");
        clean &= drained.violations().isEmpty();
    }
}
