package org.messageroaming.benchmarks.inbox;

import java.util.List;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest;
import org.messageroaming.benchmarks.Contest.Sample;
import org.messageroaming.benchmarks.Target;
import org.messageroaming.benchmarks.stack.Rest;
import org.messageroaming.benchmarks.stack.Stack;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.localstack.ServiceProcess;
import tools.jackson.databind.JsonNode;

/** What a waiting entry takes of Redis, all that belongs to an inbox included. */
final class EntryMemory implements Benchmark {
    private static final int USERS = 100;
    private static final int ENTRIES = 1000;
    private static final int ALLOWED_BYTES = 120;

    @Override
    public String id() {
        return "P9";
    }

    @Override
    public String work() {
        return "Redis memory per waiting entry of 300 B";
    }

    @Override
    public String limit() {
        return "the entry's bytes and 120 more";
    }

    @Override
    public String unit() {
        return "B";
    }

    @Override
    public Target target() {
        return Target.atMost(1.0);
    }

    /** On a Redis of its own, that holds nothing else; each round has users of its own. */
    @Override
    public Contest prepare(Stack stack) {
        RedisServer redis = stack.startRedis();
        ServiceProcess offline = stack.startOffline(redis);
        Inboxes inboxes = new Inboxes(offline.uri(), stack.tokens());
        Rest rest = Rest.as(stack.tokens().service("benchmarks"));
        int[] round = {0};
        return (slice, swapped) -> {
            List<String> users = Inboxes.users("p9-" + round[0]++ + "-", USERS);
            long before = used(redis);
            inboxes.fill(users, ENTRIES);
            double perEntry = (used(redis) - before) / (double) (USERS * ENTRIES);
            return new Sample(perEntry, payload(rest, offline, users.get(0)) + ALLOWED_BYTES);
        };
    }

    private static long used(RedisServer redis) {
        return redis.ask("INFO memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
                .findFirst()
                .orElseThrow();
    }

    private static double payload(Rest rest, ServiceProcess offline, String user) {
        JsonNode page = rest.get(offline.uri(), "/v1/users/" + user + "/inbox?limit=" + ENTRIES);
        return page.path("entries").values().stream()
                .mapToInt(entry -> entry.toString().length())
                .average()
                .orElseThrow();
    }
}
