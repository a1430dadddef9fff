package org.messageroaming.benchmarks.inbox;

import java.util.List;
import org.messageroaming.benchmarks.Survey;
import org.messageroaming.benchmarks.footprint.Allocation;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.report.Figure;
import org.messageroaming.benchmarks.stack.Stack;

/** What offline-service allocates for a pull. */
final class PullAllocation implements Survey {
    private static final int CLIENTS = 4;
    private static final int USERS = 100;
    private static final String UNIT = "B";

    @Override
    public String id() {
        return "pull-allocation";
    }

    @Override
    public List<Figure> measure(Stack stack) throws Exception {
        LoadPlan nothing = PullNothingNew.pull(
                stack, stack.offline(), "alloc", Inboxes.users("alloc-", USERS), new Pace.Clients(CLIENTS));
        LoadPlan full = PullFullInbox.pull(stack, "alloc-full", CLIENTS);
        return List.of(
                figure(stack, "allocated by offline-service for a pull with nothing new", nothing),
                figure(stack, "allocated by offline-service for a pull of 1000 entries of 300 B", full));
    }

    private Figure figure(Stack stack, String what, LoadPlan plan) throws Exception {
        return Figure.today(id(), what, UNIT, Allocation.perAnswer(stack, stack.offlineService(), plan));
    }
}
