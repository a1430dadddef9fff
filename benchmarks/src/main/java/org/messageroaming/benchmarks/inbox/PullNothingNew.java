package org.messageroaming.benchmarks.inbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest;
import org.messageroaming.benchmarks.Target;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.load.LoadPlan.Stream;
import org.messageroaming.benchmarks.stack.Stack;

/** The commonest call of all. */
final class PullNothingNew implements Benchmark {
    private static final int CLIENTS = 64;
    private static final int USERS = 1000;
    private static final int ENTRIES = 20;

    @Override
    public String id() {
        return "P1";
    }

    @Override
    public String work() {
        return "pull with nothing new, 64 clients, with token check";
    }

    @Override
    public String limit() {
        return "an empty controller in the same service, same token check";
    }

    @Override
    public String unit() {
        return "answers/s";
    }

    @Override
    public Target target() {
        return Target.atLeast(0.70);
    }

    @Override
    public Contest prepare(Stack stack) throws Exception {
        LoadPlan pull = pull(stack, stack.offline(), "p1", Inboxes.users("p1-", USERS), new Pace.Clients(CLIENTS));
        LoadPlan nothing = plan(pull.rows(), stack.offline(), "/v1/users/me/nothing", new Pace.Clients(CLIENTS));
        return Contest.alternating(
                stack,
                slice -> stack.load().rate(pull, slice),
                slice -> stack.load().rate(nothing, slice));
    }

    /** Fills the inboxes, and pulls from where each ends. */
    static LoadPlan pull(Stack stack, URI offline, String name, List<String> users, Pace pace)
            throws InterruptedException {
        Inboxes inboxes = new Inboxes(offline, stack.tokens());
        inboxes.fill(users, ENTRIES);
        Path rows = stack.load()
                .rows(
                        name,
                        users.stream()
                                .map(user -> stack.tokens().user(user) + "," + inboxes.tip(user))
                                .toList());
        return plan(rows, offline, "/v1/users/me/inbox?after=${cursor}", pace);
    }

    private static LoadPlan plan(Path rows, URI offline, String path, Pace pace) {
        return new LoadPlan(rows, List.of("token", "cursor"), List.of(new Stream(pace, offline, "GET", path, null)));
    }
}
