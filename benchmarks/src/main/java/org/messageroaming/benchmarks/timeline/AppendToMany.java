package org.messageroaming.benchmarks.timeline;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest;
import org.messageroaming.benchmarks.Target;
import org.messageroaming.benchmarks.load.InFlight;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.load.LoadPlan.Stream;
import org.messageroaming.benchmarks.stack.Stack;

/** What a messenger does all day. */
final class AppendToMany implements Benchmark {
    private static final int CONVERSATIONS = 1000;

    private final String id;
    private final int senders;
    private final double wanted;

    private AppendToMany(String id, int senders, double wanted) {
        this.id = id;
        this.senders = senders;
        this.wanted = wanted;
    }

    static AppendToMany by64() {
        return new AppendToMany("P4", 64, 1.2);
    }

    static AppendToMany by256() {
        return new AppendToMany("P4b", 256, 2.0);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String work() {
        return "append, " + senders + " senders over 1000 conversations, all of it, fan-out to 2 members";
    }

    @Override
    public String limit() {
        return "one conditional write per message raw through the driver, as many at a time";
    }

    @Override
    public String unit() {
        return "messages/s";
    }

    @Override
    public Target target() {
        return Target.atLeast(wanted);
    }

    @Override
    public Contest prepare(Stack stack) throws Exception {
        LoadPlan append = append(
                stack, stack.history(), id, Conversations.names(id + "-", CONVERSATIONS), new Pace.Clients(senders));
        RawAppend raw = new RawAppend(stack.cassandra());
        return Contest.alternating(stack, slice -> stack.load().rate(append, slice), slice -> raw(raw, slice));
    }

    /** Makes the conversations, and sends in any of them. */
    static LoadPlan append(Stack stack, URI history, String name, List<String> conversations, Pace pace)
            throws InterruptedException {
        new Conversations(history, stack.tokens()).createAll(conversations);
        Path rows = stack.load()
                .rows(
                        name,
                        conversations.stream()
                                .map(conversation ->
                                        stack.tokens().user(Conversations.sender(conversation)) + "," + conversation)
                                .toList());
        return new LoadPlan(
                rows,
                List.of("token", "conversation"),
                List.of(new Stream(
                        pace, history, "POST", "/v1/conversations/${conversation}/messages", Conversations.message())));
    }

    /** Nobody else writes to a place's conversations, so no condition fails. */
    private double raw(RawAppend raw, Duration slice) {
        List<String> conversations = RawAppend.conversations(CONVERSATIONS);
        List<AtomicLong> next =
                IntStream.range(0, senders).mapToObj(i -> new AtomicLong()).toList();
        return InFlight.rate(senders, slice, place -> claim(raw, conversations, next.get(place), place));
    }

    private CompletionStage<?> claim(RawAppend raw, List<String> conversations, AtomicLong next, int place) {
        int own = CONVERSATIONS / senders;
        long turn = next.getAndIncrement();
        return raw.claim(conversations.get(place * own + (int) (turn % own)), 1 + turn / own);
    }
}
