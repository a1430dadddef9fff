package org.messageroaming.benchmarks.timeline;

import java.net.URI;
import java.util.List;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest;
import org.messageroaming.benchmarks.Target;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.stack.Stack;

/** Whether an append costs more because others are stored. */
final class AppendAmongMany implements Benchmark {
    private static final int FEW = 10;
    private static final int MANY = 100_000;
    private static final int PER_SECOND = 100;

    @Override
    public String id() {
        return "P10 append";
    }

    @Override
    public String work() {
        return "one append in any of ten, 100,000 conversations stored";
    }

    @Override
    public String limit() {
        return "one append in any of ten, 10 conversations stored";
    }

    @Override
    public String unit() {
        return "ms (p50)";
    }

    @Override
    public Target target() {
        return Target.atMost(1.2);
    }

    /** Each in a keyspace and with a service of its own. */
    @Override
    public Contest prepare(Stack stack) throws Exception {
        LoadPlan amongFew = append(stack, "p10few", FEW);
        LoadPlan amongMany = append(stack, "p10many", stack.scaled(MANY));
        return Contest.alternating(
                slice -> stack.load().medianMillis(amongMany, slice),
                slice -> stack.load().medianMillis(amongFew, slice));
    }

    private static LoadPlan append(Stack stack, String name, int stored) throws Exception {
        URI history = stack.startHistory(name, stack.offlineService()).uri();
        List<String> conversations = Conversations.names(name + "-", Math.max(FEW, stored));
        new Conversations(history, stack.tokens()).createAll(conversations.subList(FEW, conversations.size()));
        LoadPlan append =
                AppendToMany.append(stack, history, name, conversations.subList(0, FEW), new Pace.Rate(PER_SECOND));
        stack.load().warmUp(append);
        stack.settle();
        return append;
    }
}
