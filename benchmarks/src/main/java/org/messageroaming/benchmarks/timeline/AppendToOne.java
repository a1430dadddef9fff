package org.messageroaming.benchmarks.timeline;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest;
import org.messageroaming.benchmarks.Target;
import org.messageroaming.benchmarks.load.InFlight;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.load.LoadPlan.Stream;
import org.messageroaming.benchmarks.stack.Stack;

/** A group in which everybody talks. */
final class AppendToOne implements Benchmark {
    private static final int SENDERS = 64;

    private final String id;
    private final boolean two;
    private final double wanted;

    private AppendToOne(String id, boolean two, double wanted) {
        this.id = id;
        this.two = two;
        this.wanted = wanted;
    }

    static AppendToOne throughOneInstance() {
        return new AppendToOne("P5", false, 6.0);
    }

    static AppendToOne throughTwoInstances() {
        return new AppendToOne("P5b", true, 3.0);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String work() {
        return "append, 64 senders in one conversation" + (two ? ", through two instances at once" : "");
    }

    @Override
    public String limit() {
        return "one-message conditional writes raw, one conversation: by one writer or 64, whichever is more";
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
        List<String> members = Conversations.names(id + "-u", SENDERS);
        String conversation = id + "-all";
        new Conversations(stack.history(), stack.tokens()).create(conversation, members);
        Path rows =
                stack.load().rows(id, members.stream().map(stack.tokens()::user).toList());
        List<URI> instances =
                two ? List.of(stack.history(), stack.startHistory().uri()) : List.of(stack.history());
        LoadPlan append = new LoadPlan(
                rows,
                List.of("token"),
                instances.stream()
                        .map(instance -> new Stream(
                                new Pace.Clients(SENDERS / instances.size()),
                                instance,
                                "POST",
                                "/v1/conversations/" + conversation + "/messages",
                                Conversations.message()))
                        .toList());
        RawAppend raw = new RawAppend(stack.cassandra());
        return Contest.alternating(
                stack,
                slice -> stack.load().rate(append, slice),
                slice -> Math.max(raw(raw, 1, slice.dividedBy(2)), raw(raw, SENDERS, slice.dividedBy(2))));
    }

    private static double raw(RawAppend raw, int writers, Duration slice) {
        String conversation = RawAppend.conversations(1).get(0);
        AtomicLong last = new AtomicLong();
        return InFlight.rate(writers, slice, place -> append(raw, conversation, last));
    }

    /** Tries one sequence after the other until it has got one. */
    private static CompletionStage<Void> append(RawAppend raw, String conversation, AtomicLong last) {
        long seq = last.get() + 1;
        return raw.claim(conversation, seq).thenCompose(claimed -> {
            last.accumulateAndGet(seq, Math::max);
            return claimed ? CompletableFuture.completedStage(null) : append(raw, conversation, last);
        });
    }
}
