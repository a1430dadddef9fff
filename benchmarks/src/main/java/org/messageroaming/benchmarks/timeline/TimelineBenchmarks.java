package org.messageroaming.benchmarks.timeline;

import java.util.List;
import org.messageroaming.benchmarks.Benchmark;

/** The benchmarks of this package. */
public final class TimelineBenchmarks {
    private TimelineBenchmarks() {}

    /** All of them, in the order of their ids. */
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
}
