package org.messageroaming.reliability;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.messageroaming.reliability.load.Calls;
import org.messageroaming.reliability.load.Violations;
import tools.jackson.databind.JsonNode;

/** Who makes conversations, writes into them and looks into inboxes while a backlog grows and drains. */
final class BacklogClient implements AutoCloseable {
    private static final int TRIES = 10;
    private static final long LOOK_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Experiment experiment;
    private final String name;
    private final Calls calls;
    private final Violations violations;
    private final Map<String, Map<Long, String>> sent = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param name what its identifiers begin with */
    BacklogClient(Experiment experiment, String name, Calls calls, Violations violations) {
        this.experiment = experiment;
        this.name = name;
        this.calls = calls;
        this.violations = violations;
    }

    String name() {
        return name;
    }

    private static String user(String conversation, int member) {
        return conversation + "-m" + member;
    }

    void create(String conversation, int members) {
        List<String> users =
                IntStream.range(0, members).mapToObj(i -> user(conversation, i)).toList();
        sent.put(conversation, new ConcurrentHashMap<>());
        require(call("PUT", "/v1/conversations/" + conversation, Map.of("kind", "GROUP", "members", users)));
    }

    private Calls.Answer call(String method, String path, Object body) {
        return calls.call(
                method,
                URI.create(experiment.services().historyUri() + path),
                experiment.tokens().service("backlog"),
                body,
                PATIENCE);
    }

    private void require(Calls.Answer answer) {
        violations.require(answer.isDone(), "F2", "an append was not accepted: " + answer);
    }

    /** Appends so many to each conversation by some writers at once, and returns the median time of one. */
    Duration appendAll(List<String> conversations, String phase, int each, int writers) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            List<Future<Long>> times = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                String text = phase + "-" + i;
                conversations.forEach(id -> times.add(pool.submit(() -> append(id, text))));
            }
            List<Long> nanos = new ArrayList<>();
            for (Future<Long> time : times) {
                nanos.add(resultOf(time));
            }
            Collections.sort(nanos);
            return Duration.ofNanos(nanos.get(nanos.size() / 2));
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> T resultOf(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client failed", e);
        }
    }

    /** Appends a message, and returns how long it took. */
    private long append(String conversation, String text) {
        long start = System.nanoTime();
        Calls.Answer answer = call(
                "POST",
                "/v1/conversations/" + conversation + "/messages",
                Map.of(
                        "clientMessageId",
                        text,
                        "sender",
                        user(conversation, 0),
                        "type",
                        "text",
                        "content",
                        Map.of("text", text)));
        require(answer);
        sent.computeIfAbsent(conversation, id -> new ConcurrentHashMap<>())
                .put(answer.body().path("seq").asLong(), text);
        return System.nanoTime() - start;
    }

    /** Appends a message to each conversation, all at once; for each, what is asked when it has arrived in an inbox. */
    List<Future<Boolean>> arrivals(List<String> conversations, BooleanSupplier question, Duration limit) {
        return conversations.stream()
                .map(id -> threads.submit(() -> {
                    append(id, "new");
                    await(user(id, 1), 1, limit);
                    return question.getAsBoolean();
                }))
                .toList();
    }

    /** How many of these say yes; waits for those that are under way. */
    static long count(List<Future<Boolean>> answers) throws InterruptedException {
        long count = 0;
        for (Future<Boolean> answer : answers) {
            count += resultOf(answer) ? 1 : 0;
        }
        return count;
    }

    /** Whether the last member of any of these conversations has fewer entries than that, at most 1000, for certain. */
    boolean isOwing(List<String> conversations, int members, int entries) {
        return conversations.stream()
                .map(id -> pull(user(id, members - 1), ""))
                .anyMatch(answer ->
                        answer.isDone() && answer.body().path("entries").size() < entries);
    }

    /** Waits until the last member of each conversation has so many entries. */
    void awaitInboxes(List<String> conversations, int members, int entries, Duration limit)
            throws InterruptedException {
        for (String conversation : conversations) {
            await(user(conversation, members - 1), entries, limit);
        }
    }

    /** Looks from where it looked last. */
    private void await(String user, int entries, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        String after = "";
        int found = 0;
        while (found < entries && System.nanoTime() - end < 0) {
            Calls.Answer answer = pull(user, after);
            found += answer.body().path("entries").size();
            after = answer.isDone() ? "&after=" + answer.body().path("cursor").asString() : after;
            Thread.sleep(LOOK_MILLIS);
        }
        violations.require(found >= entries, "F1", user + " was owed " + entries + " entries and got " + found);
    }

    private Calls.Answer pull(String user, String after) {
        URI inbox = URI.create(experiment.services().offlineUri() + "/v1/users/me/inbox?limit=1000" + after);
        return calls.call("GET", inbox, experiment.tokens().user(user), null, PATIENCE);
    }

    /** Holds every member's inbox against what was sent. */
    void check(String conversation, int members) {
        BacklogCheck check = new BacklogCheck(violations);
        IntStream.range(0, members)
                .mapToObj(i -> user(conversation, i))
                .forEach(user -> check.check(user, inbox(user), sent.getOrDefault(conversation, Map.of())));
    }

    private List<JsonNode> inbox(String user) {
        Calls.Answer answer = pull(user, "");
        for (int i = 0; i < TRIES && !answer.isDone(); i++) {
            answer = pull(user, "");
        }
        return List.copyOf(answer.body().path("entries").values());
    }

    /** The backlog's metric, the sum over all instances. */
    double journalEntries() {
        return experiment.services().history().stream()
                .mapToDouble(instance -> experiment
                        .services()
                        .metric(
                                instance,
                                "roaming_fanout_backlog_entries",
                                experiment.tokens().service("operator")))
                .sum();
    }

    /** Whether the metric becomes 0. */
    boolean emptiesWithin(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (journalEntries() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MILLIS);
        }
        return journalEntries() == 0;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
