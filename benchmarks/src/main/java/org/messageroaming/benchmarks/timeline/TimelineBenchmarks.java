package org.messageroaming.benchmarks.timeline;

import java.time.Duration;
import java.util.List;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Survey;

/** The benchmarks and surveys of this package. */
public final class TimelineBenchmarks {
    private TimelineBenchmarks() {}

    /** All benchmarks, in the order of their ids. */
    public static List<Benchmark> all() {
        return List.of(
                AppendToMany.by64(),
                AppendToMany.by256(),
                AppendToOne.throughOneInstance(),
                AppendToOne.throughTwoInstances(),
                new NewestPage(),
                new DeepPage(),
                new AppendToInbox(),
                new AppendAmongMany());
    }

    /**
     * All surveys.
     *
     * @param soak how long the soak lasts
     */
    public static List<Survey> surveys(Duration soak) {
        return List.of(new PageAllocation(), new Soak(soak));
    }
}
