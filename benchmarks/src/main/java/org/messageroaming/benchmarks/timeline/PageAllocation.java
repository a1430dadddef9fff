package org.messageroaming.benchmarks.timeline;

import java.util.List;
import org.messageroaming.benchmarks.Survey;
import org.messageroaming.benchmarks.footprint.Allocation;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.report.Figure;
import org.messageroaming.benchmarks.stack.Stack;

/** What history-service allocates for a page. */
final class PageAllocation implements Survey {
    private static final int CLIENTS = 4;
    private static final int CONVERSATIONS = 50;

    @Override
    public String id() {
        return "page-allocation";
    }

    @Override
    public List<Figure> measure(Stack stack) throws Exception {
        LoadPlan page = NewestPage.page(stack, "alloc", Conversations.names("alloc-", CONVERSATIONS), CLIENTS);
        return List.of(Figure.today(
                id(),
                "allocated by history-service for a page of 50",
                "B",
                Allocation.perAnswer(stack, stack.historyService(), page)));
    }
}
