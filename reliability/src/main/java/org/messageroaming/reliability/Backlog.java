package org.messageroaming.reliability;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.messageroaming.reliability.deployment.Services;
import org.messageroaming.reliability.load.CallLog;
import org.messageroaming.reliability.load.Calls;
import org.messageroaming.reliability.load.Violations;

/**
 * Redis is away until very many entries are owed, all by one shard; then they drain, in order and once, and new traffic of the
 * other shards does not wait for them.
 */
final class Backlog {
    private static final int MEMBERS = 50;
    /** So much is owed by one conversation: no inbox gets more than it keeps. */
    private static final int OF_GROUP = 20_000;
    /** Few at a time, so that a journal entry holds few messages, and the shard has many turns to take. */
    private static final int WRITERS = 2;

    private static final int NEWCOMERS = 12;
    /** At least one in so many: were all of one shard, none would be. */
    private static final int SERVED_OF = 4;

    /** How much slower the median append may be while Redis is away: nothing but chance. */
    private static final double SLOWER = 3;

    private static final Duration DRAINS_WITHIN = Duration.ofMinutes(5);

    private final Experiment experiment;
    private final Violations violations = new Violations();
    private final CallLog log;
    private final BacklogClient client;

    Backlog(Experiment experiment) {
        this.experiment = experiment;
        String name = "backlog" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        this.log = new CallLog(experiment.services().logs().resolve(name + "-calls.tsv"));
        this.client = new BacklogClient(experiment, name, new Calls(violations, log), violations);
    }

    /**
     * What came of it.
     *
     * @param owed entries that inboxes were owed when Redis came back
     * @param journalEntries how many journal entries the metric said were waiting then
     * @param before how long an append took with Redis there, to conversations of two, median
     * @param during how long one took without it, median
     * @param newcomers how many conversations of other shards had a message sent when the first owed entry had arrived
     * @param servedMeanwhile when how many of these messages arrived something was owed still
     * @param drained from Redis's return until every owed entry was in its inbox
     */
    record Drained(
            long owed,
            double journalEntries,
            Duration before,
            Duration during,
            int newcomers,
            long servedMeanwhile,
            Duration drained,
            List<Violations.Violation> violations) {

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%d entries owed in %.0f journal entries of one shard; an append took %.1f ms (median) with Redis and %.1f ms"
                            + " without; when it was back, %d of %d new messages of other shards arrived while something was"
                            + " owed, and everything was delivered after %.1f s",
                    owed,
                    journalEntries,
                    before.toNanos() / 1e6,
                    during.toNanos() / 1e6,
                    servedMeanwhile,
                    newcomers,
                    drained.toMillis() / 1e3);
        }
    }

    /** @param owed about how many entries to let wait */
    Drained run(int owed) throws InterruptedException {
        try (log;
                client) {
            return drain(owed);
        }
    }

    private Drained drain(int owed) throws InterruptedException {
        int groups = Math.max(1, owed / OF_GROUP);
        int each = Math.max(1, owed / (groups * MEMBERS));
        int warm = Math.max(1, each / 4);
        List<String> owing = conversations(groups, "owing", true);
        List<String> small = conversations(groups, "small", true);
        List<String> newcomers = conversations(NEWCOMERS, "new", false);
        owing.forEach(id -> client.create(id, MEMBERS));
        small.forEach(id -> client.create(id, 2));
        newcomers.forEach(id -> client.create(id, 2));
        client.appendAll(owing, "warm", warm, WRITERS);
        client.awaitInboxes(owing, MEMBERS, warm, DRAINS_WITHIN);
        // Where next to nothing is delivered beside the appends.
        Duration before = client.appendAll(small, "before", warm, WRITERS);
        client.awaitInboxes(small, 2, warm, DRAINS_WITHIN);
        experiment.stores().redis().kill();
        Duration during = client.appendAll(owing, "during", each, WRITERS);
        double waiting = client.journalEntries();
        experiment.stores().heal();
        long back = System.nanoTime();

        client.awaitInboxes(owing.subList(0, 1), MEMBERS, warm + 1, DRAINS_WITHIN);
        List<Future<Boolean>> arrivals =
                client.arrivals(newcomers, () -> client.isOwing(owing, MEMBERS, warm + each), DRAINS_WITHIN);
        client.awaitInboxes(owing, MEMBERS, warm + each, DRAINS_WITHIN);
        long drained = System.nanoTime();
        long meanwhile = BacklogClient.count(arrivals);
        owing.forEach(id -> client.check(id, MEMBERS));
        require(waiting, (long) each * groups, before, during, meanwhile);
        return new Drained(
                (long) each * groups * MEMBERS,
                waiting,
                before,
                during,
                NEWCOMERS,
                meanwhile,
                Duration.ofNanos(drained - back),
                violations.all());
    }

    private void require(double waiting, long messages, Duration before, Duration during, long meanwhile)
            throws InterruptedException {
        violations.require(
                waiting >= 1 && waiting <= messages,
                "F2",
                "the backlog's metric says that " + waiting + " entries wait, of " + messages + " messages");
        violations.require(
                during.toNanos() <= SLOWER * before.toNanos(),
                "F2",
                "an append took " + before + " with Redis and " + during + " without");
        violations.require(
                meanwhile * SERVED_OF >= NEWCOMERS,
                "F2",
                "new traffic waited for what other shards owed: " + meanwhile + " of " + NEWCOMERS
                        + " messages arrived before that");
        violations.require(
                client.emptiesWithin(DRAINS_WITHIN), "F2", "the backlog's metric says that something waits for ever");
    }

    /** Conversations of the first shard, or of all others. */
    private List<String> conversations(int count, String kind, boolean ofFirst) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> client.name() + "-" + kind + "-" + i)
                .filter(id -> (shard(id) == 0) == ofFirst)
                .limit(count)
                .toList();
    }

    /** As history-service has it. */
    private static int shard(String conversation) {
        CRC32C hash = new CRC32C();
        hash.update(conversation.getBytes(StandardCharsets.US_ASCII));
        return (int) (hash.getValue() % Services.SHARDS);
    }
}
