package org.messageroaming.reliability;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.messageroaming.reliability.load.CallLog;
import org.messageroaming.reliability.load.Calls;
import org.messageroaming.reliability.load.Pulse;
import org.messageroaming.reliability.load.Violations;
import tools.jackson.databind.JsonNode;

/** Redis is away until very many entries are owed; then they drain, in order and once, and new traffic does not wait for them. */
final class Backlog {
    private static final int GROUPS = 5;
    private static final int MEMBERS = 50;
    private static final int WRITERS = 16;
    private static final int TRIES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration DRAINS_WITHIN = Duration.ofMinutes(5);

    private final Experiment experiment;
    private final Violations violations = new Violations();
    private final String name = "backlog" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final CallLog log;
    private final Calls calls;

    Backlog(Experiment experiment) {
        this.experiment = experiment;
        this.log = new CallLog(experiment.services().logs().resolve(name + "-calls.tsv"));
        this.calls = new Calls(violations, log);
    }

    /**
     * What came of it.
     *
     * @param owed entries that inboxes were owed when Redis came back
     * @param journalEntries how many journal entries the metric said were waiting then
     * @param before how long an append took with Redis there, median
     * @param during how long one took without it, median
     * @param newTraffic until a message in each of sixteen new conversations was delivered, beginning when Redis came back
     * @param drained until every owed entry was in its inbox
     */
    record Drained(
            long owed,
            double journalEntries,
            Duration before,
            Duration during,
            Duration newTraffic,
            Duration drained,
            List<Violations.Violation> violations) {

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%d entries owed in %.0f journal entries; an append took %.1f ms (median) with Redis and %.1f ms without;"
                            + " when it was back, new conversations were served after %.1f s and everything was delivered after %.1f s",
                    owed,
                    journalEntries,
                    before.toNanos() / 1e6,
                    during.toNanos() / 1e6,
                    newTraffic.toMillis() / 1e3,
                    drained.toMillis() / 1e3);
        }
    }

    /** @param owed about how many entries to let wait */
    Drained run(int owed) throws InterruptedException {
        int each = Math.max(1, owed / (GROUPS * MEMBERS));
        IntStream.range(0, GROUPS).forEach(this::create);
        Duration before = appendAll("before", Math.max(1, each / 4));
        experiment.stores().redis().kill();
        Duration during = appendAll("during", each);
        double waiting = journalEntries();
        experiment.stores().heal();
        long back = System.nanoTime();
        Duration newTraffic =
                new Pulse(name, experiment.services(), experiment.tokens(), calls, violations, DRAINS_WITHIN).measure();
        long perUser = (long) each + Math.max(1, each / 4);
        awaitDrained(perUser);
        Duration drained = Duration.ofNanos(System.nanoTime() - back);
        users().forEach(user -> check(user, perUser));
        violations.require(waiting > 0, "F2", "the backlog's metric says that nothing waits");
        log.close();
        return new Drained(
                (long) each * GROUPS * MEMBERS, waiting, before, during, newTraffic, drained, violations.all());
    }

    private static String user(int group, int member) {
        return "g" + group + "-m" + member;
    }

    private List<String> users() {
        return IntStream.range(0, GROUPS)
                .boxed()
                .flatMap(group -> IntStream.range(0, MEMBERS).mapToObj(member -> name + user(group, member)))
                .toList();
    }

    private void create(int group) {
        List<String> members =
                IntStream.range(0, MEMBERS).mapToObj(i -> name + user(group, i)).toList();
        require(call("PUT", "/v1/conversations/" + name + group, Map.of("kind", "GROUP", "members", members)));
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

    /** Appends so many to each group by many writers at once, and returns the median time of one. */
    private Duration appendAll(String phase, int each) throws InterruptedException {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Long>> times = new ArrayList<>();
            for (int i = 0; i < each * GROUPS; i++) {
                int number = i;
                times.add(writers.submit(() -> append(phase, number)));
            }
            List<Long> nanos = new ArrayList<>();
            for (Future<Long> time : times) {
                nanos.add(time.get());
            }
            Collections.sort(nanos);
            return Duration.ofNanos(nanos.get(nanos.size() / 2));
        } catch (ExecutionException e) {
            throw new IllegalStateException("an append failed", e);
        } finally {
            writers.shutdownNow();
        }
    }

    private long append(String phase, int number) {
        int group = number % GROUPS;
        long start = System.nanoTime();
        require(call(
                "POST",
                "/v1/conversations/" + name + group + "/messages",
                Map.of(
                        "clientMessageId",
                        phase + "-" + number,
                        "sender",
                        name + user(group, number % MEMBERS),
                        "type",
                        "text",
                        "content",
                        Map.of("text", "number " + number))));
        return System.nanoTime() - start;
    }

    /** The sum of the metric over all instances. */
    private double journalEntries() {
        return experiment.services().history().stream()
                .mapToDouble(instance -> experiment
                        .services()
                        .metric(
                                instance,
                                "roaming_fanout_backlog_entries",
                                experiment.tokens().service("operator")))
                .sum();
    }

    private void awaitDrained(long perUser) throws InterruptedException {
        long end = System.nanoTime() + DRAINS_WITHIN.toNanos();
        for (String user : users()) {
            while (entries(user).size() < perUser && System.nanoTime() - end < 0) {
                Thread.sleep(100);
            }
        }
    }

    private List<JsonNode> entries(String user) {
        URI inbox = URI.create(experiment.services().offlineUri() + "/v1/users/me/inbox?limit=1000");
        Calls.Answer answer = calls.call("GET", inbox, experiment.tokens().user(user), null, PATIENCE);
        for (int i = 0; i < TRIES && !answer.isDone(); i++) {
            answer = calls.call("GET", inbox, experiment.tokens().user(user), null, PATIENCE);
        }
        return List.copyOf(answer.body().path("entries").values());
    }

    private void check(String user, long perUser) {
        List<Long> seqs = entries(user).stream()
                .map(entry -> entry.path("message").path("seq").asLong())
                .toList();
        violations.require(
                seqs.equals(LongStream.rangeClosed(1, perUser).boxed().toList()),
                "F1",
                user + " was owed 1 to " + perUser + " and has " + seqs);
    }
}
