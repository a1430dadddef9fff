package org.messageroaming.benchmarks.inbox;

import java.util.List;
import org.messageroaming.benchmarks.Benchmark;

/** The benchmarks of this package. */
public final class InboxBenchmarks {
    private InboxBenchmarks() {}

    /** All of them, in the order of their ids. */
    public static List<Benchmark> all() {
        return List.of(
                new PullNothingNew(), new PullFullInbox(), new DeliverToMany(), new EntryMemory(), new PullAmongMany());
    }
}
