package org.messageroaming.history.journal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether the store can be read as requests read it, by a quorum: one live node of three is not enough. A few shards are read, spread
 * over all, and one that answers in time will do, so that the loss of a part of a large ring does not have every instance taken for
 * gone.
 */
public final class QuorumHealthIndicator extends AbstractHealthIndicator {
    private static final int SAMPLES = 4;

    private final Progress progress;
    private final int shards;
    private final Duration limit;

    /** @param limit how long the answer may take */
    public QuorumHealthIndicator(Progress progress, int shards, Duration limit) {
        super("Cassandra cannot be read by a quorum");
        this.progress = progress;
        this.shards = shards;
        this.limit = limit;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws Exception {
        CompletableFuture<Progress.Marks> first = new CompletableFuture<>();
        List<CompletableFuture<Void>> reads = IntStream.range(0, SAMPLES)
                .mapToObj(sample -> progress.read(sample * shards / SAMPLES)
                        .thenAccept(first::complete)
                        .toCompletableFuture())
                .toList();
        CompletableFuture<Void> unused = CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
                .whenComplete((read, error) -> {
                    if (error != null) {
                        first.completeExceptionally(error);
                    }
                });
        first.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        health.up();
    }
}
