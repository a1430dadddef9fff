package org.messageroaming.benchmarks.timeline;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest;
import org.messageroaming.benchmarks.Target;
import org.messageroaming.benchmarks.load.InFlight;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.load.LoadPlan.Stream;
import org.messageroaming.benchmarks.stack.Stack;

/** What opens a conversation on a device that has nothing of it. */
final class NewestPage implements Benchmark {
    private static final int CLIENTS = 32;
    private static final int CONVERSATIONS = 500;
    private static final int MESSAGES = 100;
    private static final int PAGE = 50;

    @Override
    public String id() {
        return "P6";
    }

    @Override
    public String work() {
        return "page of 50, newest, 32 clients";
    }

    @Override
    public String limit() {
        return "the same SELECT raw through the driver";
    }

    @Override
    public String unit() {
        return "pages/s";
    }

    @Override
    public Target target() {
        return Target.atLeast(0.70);
    }

    @Override
    public Contest prepare(Stack stack) throws Exception {
        List<String> conversations = Conversations.names("p6-", CONVERSATIONS);
        LoadPlan page = page(stack, "p6", conversations, CLIENTS);
        CqlSession session = stack.cassandra();
        PreparedStatement select = session.prepare(
                "SELECT seq, sender, client_message_id, type, content, sent_at, edited_at, recalled_at, recalled_by"
                        + " FROM roaming.timeline WHERE conversation_id = ? AND bucket = 0 AND seq >= "
                        + (MESSAGES - PAGE + 1) + " AND seq <= " + MESSAGES);
        return Contest.alternating(
                stack,
                slice -> stack.load().rate(page, slice),
                slice -> InFlight.rate(
                        CLIENTS,
                        slice,
                        place -> select(
                                session,
                                select.bind(conversations.get(
                                        ThreadLocalRandom.current().nextInt(CONVERSATIONS))))));
    }

    /** Brings messages into conversations, and reads the newest page of any of them. */
    static LoadPlan page(Stack stack, String name, List<String> conversations, int clients)
            throws InterruptedException {
        new Conversations(stack.history(), stack.tokens()).createAll(conversations);
        Archive archive = new Archive(stack);
        for (String conversation : conversations) {
            archive.importMessages(conversation, MESSAGES);
        }
        Path rows = stack.load()
                .rows(
                        name,
                        conversations.stream()
                                .map(conversation ->
                                        stack.tokens().user(Conversations.recipient(conversation)) + "," + conversation)
                                .toList());
        return new LoadPlan(
                rows,
                List.of("token", "conversation"),
                List.of(new Stream(
                        new Pace.Clients(clients),
                        stack.history(),
                        "GET",
                        "/v1/conversations/${conversation}/messages?limit=" + PAGE,
                        null)));
    }

    /** A page that is not whole would be an easy limit. */
    private static CompletionStage<?> select(CqlSession session, BoundStatement page) {
        return session.executeAsync(page).thenAccept(rows -> {
            if (rows.remaining() != PAGE) {
                throw new IllegalStateException("there are " + rows.remaining() + " rows, not " + PAGE);
            }
        });
    }
}
