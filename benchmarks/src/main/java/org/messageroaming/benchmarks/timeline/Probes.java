package org.messageroaming.benchmarks.timeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.messageroaming.benchmarks.stack.Rest;
import org.messageroaming.benchmarks.stack.Stack;

/**
 * Messages in conversations of their own, one each, sent when they are due, whether the ones before are answered or not. All times are
 * from when a message was due.
 */
final class Probes {
    private static final int DIGITS = 3;
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stack stack;
    private final ScheduledExecutorService clock;
    private final RedisAsyncCommands<byte[], byte[]> redis;
    private final List<CompletableFuture<Void>> pending = new CopyOnWriteArrayList<>();
    private final Histogram answered = new ConcurrentHistogram(DIGITS);
    private final Histogram readable = new ConcurrentHistogram(DIGITS);

    Probes(Stack stack, ScheduledExecutorService clock) {
        this.stack = stack;
        this.clock = clock;
        this.redis = stack.connection().async();
    }

    /** Begins to send to one conversation after the other, each of which has never been sent to. */
    Future<?> begin(List<String> conversations, int perSecond) {
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        ScheduledFuture<?> sending = clock.scheduleAtFixedRate(
                () -> {
                    int number = next.getAndIncrement();
                    if (number < conversations.size()) {
                        pending.add(send(conversations.get(number), start + number * period));
                    }
                },
                0,
                period,
                TimeUnit.NANOSECONDS);
        return sending;
    }

    /** How long it took until the answer, for 99 of 100, in milliseconds. */
    double answeredMillis() {
        return answered.getValueAtPercentile(99) / 1e6;
    }

    /** How long it took until the recipient could pull it, for 99 of 100, in milliseconds. */
    double readableMillis() {
        return readable.getValueAtPercentile(99) / 1e6;
    }

    /** Waits until everything that was sent is answered and readable. */
    void await() {
        CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private CompletableFuture<Void> send(String conversation, long due) {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        CompletableFuture<Void> told = Rest.as(stack.tokens().user(Conversations.sender(conversation)))
                .post(
                        stack.history(),
                        "/v1/conversations/" + conversation + "/messages",
                        Map.of(
                                "clientMessageId",
                                UUID.randomUUID().toString(),
                                "type",
                                "text",
                                "content",
                                Map.of("text", Conversations.TEXT)))
                .thenAccept(answer -> answered.recordValue(System.nanoTime() - due));
        look(("roaming:{" + Conversations.recipient(conversation) + "}:entries").getBytes(US_ASCII), due, seen);
        return CompletableFuture.allOf(told, seen);
    }

    /** Again and again until it is there: nothing is added to the store's work by more than one cheap command a millisecond. */
    private void look(byte[] key, long due, CompletableFuture<Void> seen) {
        CompletionStage<Long> unusedStage = redis.exists(key).whenComplete((count, error) -> {
            if (error != null) {
                seen.completeExceptionally(error);
            } else if (count > 0) {
                readable.recordValue(System.nanoTime() - due);
                seen.complete(null);
            } else {
                ScheduledFuture<?> unused =
                        clock.schedule(() -> look(key, due, seen), LOOK.toNanos(), TimeUnit.NANOSECONDS);
            }
        });
    }
}
