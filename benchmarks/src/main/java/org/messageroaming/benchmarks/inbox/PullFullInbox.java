package org.messageroaming.benchmarks.inbox;

import java.nio.file.Path;
import java.util.List;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest;
import org.messageroaming.benchmarks.Target;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.load.LoadPlan.Stream;
import org.messageroaming.benchmarks.stack.Stack;

/** What a device asks for that was away for a week. */
final class PullFullInbox implements Benchmark {
    private static final int CLIENTS = 16;
    private static final int USERS = 100;
    private static final int ENTRIES = 1000;

    @Override
    public String id() {
        return "P2";
    }

    @Override
    public String work() {
        return "pull of 1000 entries of 300 B";
    }

    @Override
    public String limit() {
        return "the same range read raw through Lettuce and written to an HTTP answer";
    }

    @Override
    public String unit() {
        return "answers/s";
    }

    @Override
    public Target target() {
        return Target.atLeast(0.80);
    }

    @Override
    public Contest prepare(Stack stack) throws Exception {
        LoadPlan pull = pull(stack, "p2", CLIENTS);
        LoadPlan range = plan(stack, pull.rows(), "/v1/users/me/range?limit=" + ENTRIES, CLIENTS);
        return Contest.alternating(
                stack,
                slice -> stack.load().rate(pull, slice),
                slice -> stack.load().rate(range, slice));
    }

    /** Fills inboxes, and pulls all of each. */
    static LoadPlan pull(Stack stack, String name, int clients) throws InterruptedException {
        List<String> users = Inboxes.users(name + "-", USERS);
        new Inboxes(stack.offline(), stack.tokens()).fill(users, ENTRIES);
        Path rows =
                stack.load().rows(name, users.stream().map(stack.tokens()::user).toList());
        return plan(stack, rows, "/v1/users/me/inbox?limit=" + ENTRIES, clients);
    }

    private static LoadPlan plan(Stack stack, Path rows, String path, int clients) {
        return new LoadPlan(
                rows,
                List.of("token"),
                List.of(new Stream(new Pace.Clients(clients), stack.offline(), "GET", path, null)));
    }
}
