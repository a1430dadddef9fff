package org.messageroaming.benchmarks.timeline;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest;
import org.messageroaming.benchmarks.Target;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.load.LoadPlan.Stream;
import org.messageroaming.benchmarks.stack.Stack;

/** Whether scrolling back costs more the further back one is. */
final class DeepPage implements Benchmark {
    private static final int PER_SECOND = 100;
    private static final int DEPTH = 1_000_000;
    private static final int NEAR = 10;
    /** Pages begin at any of so many neighbouring messages, so that it is not one page that is read all the time. */
    private static final int SPREAD = 1000;

    private static final int PAGE = 50;

    @Override
    public String id() {
        return "P7";
    }

    @Override
    public String work() {
        return "page of 50 at depth 1,000,000";
    }

    @Override
    public String limit() {
        return "page of 50 at depth 10";
    }

    @Override
    public String unit() {
        return "ms (p50)";
    }

    @Override
    public Target target() {
        return Target.atMost(1.2);
    }

    @Override
    public Contest prepare(Stack stack) throws Exception {
        int depth = stack.scaled(DEPTH);
        int messages = depth + SPREAD + PAGE;
        new Conversations(stack.history(), stack.tokens()).createAll(List.of("p7"));
        new Archive(stack).importMessages("p7", messages);
        LoadPlan deep = before(stack, "p7-deep", messages - depth);
        LoadPlan near = before(stack, "p7-near", messages - NEAR);
        return Contest.alternating(
                slice -> stack.load().medianMillis(deep, slice),
                slice -> stack.load().medianMillis(near, slice));
    }

    private static LoadPlan before(Stack stack, String name, int seq) {
        String token = stack.tokens().user(Conversations.recipient("p7"));
        Path rows = stack.load()
                .rows(
                        name,
                        ThreadLocalRandom.current()
                                .ints(SPREAD, seq - SPREAD, seq + 1)
                                .map(before -> Math.max(PAGE + 1, before))
                                .mapToObj(before -> token + "," + before)
                                .toList());
        return new LoadPlan(
                rows,
                List.of("token", "before"),
                List.of(new Stream(
                        new Pace.Rate(PER_SECOND),
                        stack.history(),
                        "GET",
                        "/v1/conversations/p7/messages?limit=" + PAGE + "&before=${before}",
                        null)));
    }
}
