package org.messageroaming.benchmarks.inbox;

import java.util.List;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Survey;

/** The benchmarks and surveys of this package. */
public final class InboxBenchmarks {
    private InboxBenchmarks() {}

    /** All benchmarks, in the order of their ids. */
    public static List<Benchmark> all() {
        return List.of(
                new PullNothingNew(), new PullFullInbox(), new DeliverToMany(), new EntryMemory(), new PullAmongMany());
    }

    /** All surveys. */
    public static List<Survey> surveys() {
        return List.of(new PullAllocation(), new HeldPulls());
    }
}
