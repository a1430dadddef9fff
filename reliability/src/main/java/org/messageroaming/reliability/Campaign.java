package org.messageroaming.reliability;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.messageroaming.reliability.fault.Fault;

/** Round after round on one set of stores: each fault alone, in random order, then random mixes of two to four. */
final class Campaign {
    private static final int SHORTEST_OUTAGE_SECONDS = 60;
    private static final int LONGEST_OUTAGE_SECONDS = 120;

    private final Experiment experiment;
    private final List<Fault> faults;
    private final Report report;
    private final Random random;
    private final PrintStream out;
    private final Runnable afterRound;

    /**
     * @param faults which of those that the stores can have
     * @param random draws the faults, and the seed of each round
     * @param afterRound run when the report has got a round more
     */
    Campaign(
            Experiment experiment,
            Set<Fault> faults,
            Report report,
            Random random,
            PrintStream out,
            Runnable afterRound) {
        this.experiment = experiment;
        this.faults =
                Fault.of(experiment.stores()).stream().filter(faults::contains).toList();
        if (this.faults.isEmpty()) {
            throw new IllegalArgumentException("None of " + faults + " can happen to "
                    + experiment.stores().name());
        }
        this.report = report;
        this.random = random;
        this.out = out;
        this.afterRound = afterRound;
    }

    /** Goes on until the time is over and enough is acknowledged, also when something is broken. */
    void run(Duration atLeast, long acknowledged) throws InterruptedException {
        long end = System.nanoTime() + atLeast.toNanos();
        long enough = report.acknowledged() + acknowledged;
        List<Fault> all = new ArrayList<>(faults);
        Collections.shuffle(all, random);
        Iterator<Fault> alone = List.copyOf(all).iterator();
        while (System.nanoTime() - end < 0 || report.acknowledged() < enough) {
            if (alone.hasNext()) {
                round(List.of(alone.next()));
            } else {
                Collections.shuffle(all, random);
                round(all.subList(0, Math.min(all.size(), 2 + random.nextInt(3))));
            }
        }
    }

    private void round(List<Fault> faults) throws InterruptedException {
        long seed = random.nextLong();
        out.println(faults + " …");
        Duration longOutage = Duration.ofSeconds(random.nextInt(SHORTEST_OUTAGE_SECONDS, LONGEST_OUTAGE_SECONDS));
        RoundResult result = experiment.run(RoundPlan.thorough(faults, longOutage), seed);
        report.add(result);
        afterRound.run();
        out.printf(
                "%s: %s acknowledged of %s, recovered after %s ms, %s violations (seed %s)%n",
                faults,
                result.acknowledged(),
                result.sent(),
                result.recovery().toMillis(),
                result.violations().size(),
                seed);
        result.violations().stream().limit(20).forEach(out::println);
    }
}
