package org.messageroaming.reliability;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.messageroaming.reliability.deployment.Stores;

/**
 * The long form: {@code --on}, {@code --minutes}, {@code --acknowledged}, {@code --owed}, {@code --seed} and {@code --report}, each followed by its
 * value. A third of the time on a ring and a cluster, the rest on single stores, and there as long as it takes to acknowledge so many. Ends with 1 when something was found to be broken.
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

    private boolean run() throws InterruptedException, IOException {
        out.println("seed " + options.seed());
        Random random = new Random(options.seed());
        if (options.isOn("ring")) {
            campaign(() -> Stores.ring(new Random(options.seed())), random);
        }
        if (options.isOn("pair")) {
            campaign(Stores::pair, random);
        }
        if (options.report() != null) {
            Files.writeString(options.report(), text, StandardCharsets.UTF_8);
        }
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
            new Campaign(experiment, report, random, out).run(time, missing);
            text.append("### On ").append(started.name()).append("\n\n").append(report.table());
            text.append("\nThe slowest answer took ")
                    .append(report.slowestMillis())
                    .append(" ms.\n\n");
            clean &= report.isClean();
            acknowledged += report.acknowledged();
            if (started.canFailOver()) {
                backlog(experiment);
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
