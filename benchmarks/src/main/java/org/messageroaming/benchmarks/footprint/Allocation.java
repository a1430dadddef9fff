package org.messageroaming.benchmarks.footprint;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.stack.Jvm;
import org.messageroaming.benchmarks.stack.Stack;
import org.messageroaming.localstack.ServiceProcess;

/** What a service allocates for one answer, from its connection to its store and back: all of its threads together. */
public final class Allocation {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration SLICE = Duration.ofSeconds(4);
    private static final int ROUNDS = 3;

    private Allocation() {}

    /** In bytes, of each of several rounds. */
    public static List<Double> perAnswer(Stack stack, ServiceProcess service, LoadPlan plan) throws IOException {
        stack.load().run(plan, WARM_UP);
        List<Double> rounds = new ArrayList<>();
        try (Jvm jvm = Jvm.of(service)) {
            for (int i = 0; i < ROUNDS; i++) {
                Map<Long, Long> before = jvm.allocated();
                long answers = stack.load().run(plan, SLICE).responses();
                rounds.add(since(before, jvm.allocated()) / (double) answers);
            }
        }
        return rounds;
    }

    /** A thread that began in between has all of its own counted. */
    private static long since(Map<Long, Long> before, Map<Long, Long> after) {
        return after.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
    }
}
