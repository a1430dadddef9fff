package org.messageroaming.benchmarks.timeline;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest;
import org.messageroaming.benchmarks.Contest.Sample;
import org.messageroaming.benchmarks.Target;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.stack.Stack;

/**
 * How long it takes until a message can be pulled. A few probes a second are sent among all others, at their time whether the ones before
 * them are answered or not; both times are from when a probe was due, and of the same probes.
 */
final class AppendToInbox implements Benchmark {
    private static final int PER_SECOND = 500;
    private static final int PROBES_PER_SECOND = 25;
    private static final int CONVERSATIONS = 1000;

    @Override
    public String id() {
        return "P8";
    }

    @Override
    public String work() {
        return "append to entry readable in the recipient's inbox, 500 appends/s";
    }

    @Override
    public String limit() {
        return "the append alone";
    }

    @Override
    public String unit() {
        return "ms (p99)";
    }

    @Override
    public Target target() {
        return Target.atMost(2.0);
    }

    @Override
    public Contest prepare(Stack stack) throws Exception {
        LoadPlan others = AppendToMany.append(
                stack,
                stack.history(),
                "p8",
                Conversations.names("p8-", CONVERSATIONS),
                new Pace.Rate(PER_SECOND - PROBES_PER_SECOND));
        stack.load().warmUp(others);
        stack.settle();
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
        stack.register(clock::shutdownNow);
        Conversations conversations = new Conversations(stack.history(), stack.tokens());
        return (slice, swapped) -> {
            List<String> probed =
                    Conversations.names("p8-" + UUID.randomUUID() + "-", (int) slice.toSeconds() * PROBES_PER_SECOND);
            conversations.createAll(probed);
            Probes probes = new Probes(stack, clock);
            Future<?> sending = probes.begin(probed, PROBES_PER_SECOND);
            stack.load().run(others, slice);
            sending.cancel(false);
            probes.await();
            return new Sample(probes.readableMillis(), probes.answeredMillis());
        };
    }
}
