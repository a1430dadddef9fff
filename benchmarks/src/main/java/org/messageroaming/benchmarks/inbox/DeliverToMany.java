package org.messageroaming.benchmarks.inbox;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest;
import org.messageroaming.benchmarks.Target;
import org.messageroaming.benchmarks.load.InFlight;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.load.LoadPlan.Stream;
import org.messageroaming.benchmarks.stack.Stack;
import org.messageroaming.model.json.WireJson;

/** A message in a large group. */
final class DeliverToMany implements Benchmark {
    private static final int CLIENTS = 4;
    private static final int RECIPIENTS = 500;
    private static final int ENTRIES = 1000;

    @Override
    public String id() {
        return "P3";
    }

    @Override
    public String work() {
        return "delivery of one entry to 500 recipients";
    }

    @Override
    public String limit() {
        return "the same scripts pipelined raw through Lettuce, no HTTP";
    }

    @Override
    public String unit() {
        return "entries/s";
    }

    @Override
    public Target target() {
        return Target.atLeast(0.60);
    }

    /** The inboxes are full before, so that every entry that is added drops one, as it is where nobody pulls. */
    @Override
    public Contest prepare(Stack stack) throws Exception {
        List<String> users = Inboxes.users("p3-", RECIPIENTS);
        new Inboxes(stack.offline(), stack.tokens()).fill(users, ENTRIES);
        RawAdd raw = new RawAdd(stack.connection().async(), stack.offlineClasses(), users);
        LoadPlan deliver = new LoadPlan(
                stack.load().rows("p3", List.of(stack.tokens().service("benchmarks"))),
                List.of("token"),
                List.of(new Stream(new Pace.Clients(CLIENTS), stack.offline(), "POST", "/v1/deliveries", body(users))));
        return Contest.alternating(
                stack,
                slice -> stack.load().rate(deliver, slice) * RECIPIENTS,
                slice -> InFlight.rate(CLIENTS, slice, place -> raw.addToAll(members())) * RECIPIENTS);
    }

    private static String body(List<String> users) {
        String recipients = users.stream().map(user -> "\"" + user + "\"").collect(Collectors.joining(","));
        return "{\"deliveries\":[{\"recipients\":[" + recipients + "],\"entry\":"
                + WireJson.MAPPER.writeValueAsString(Inboxes.entry("${id}")) + "}]}";
    }

    /** An entry's JSON as the service stores it. */
    static String members() {
        String json = WireJson.MAPPER.writeValueAsString(
                Inboxes.entry(UUID.randomUUID().toString()));
        return json.substring(1);
    }
}
