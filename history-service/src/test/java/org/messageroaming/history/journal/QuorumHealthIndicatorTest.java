package org.messageroaming.history.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.springframework.boot.health.contributor.Status;

class QuorumHealthIndicatorTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final CompletionStage<Progress.Marks> READ =
            CompletableFuture.completedStage(new Progress.Marks(1, 1));
    private static final Duration FRESHNESS = Duration.ofSeconds(1);
    private static final CompletionStage<Progress.Marks> FAILED =
            CompletableFuture.failedStage(new StoreUnavailableException("no quorum", null));

    private final AtomicLong now = new AtomicLong();

    private Status status(int shards, Duration limit, IntFunction<CompletionStage<Progress.Marks>> read) {
        return indicator(shards, limit, read).health().getStatus();
    }

    private QuorumHealthIndicator indicator(
            int shards, Duration limit, IntFunction<CompletionStage<Progress.Marks>> read) {
        Progress progress = new Progress() {
            @Override
            public CompletionStage<Marks> read(int shard) {
                return read.apply(shard);
            }

            @Override
            public CompletionStage<Void> applied(int shard, long position) {
                throw new IllegalStateException("nothing is written");
            }

            @Override
            public CompletionStage<Void> delivered(int shard, long position) {
                throw new IllegalStateException("nothing is written");
            }
        };
        return new QuorumHealthIndicator(progress, shards, limit, FRESHNESS, now::get);
    }

    @Test
    void itIsUpWhileAPartCanBeReadAndDownWithoutAny() {
        assertThat(status(64, A_MINUTE, shard -> READ)).isEqualTo(Status.UP);
        assertThat(status(64, A_MINUTE, shard -> shard == 48 ? READ : FAILED)).isEqualTo(Status.UP);
        assertThat(status(64, A_MINUTE, shard -> FAILED)).isEqualTo(Status.DOWN);
    }

    @Test
    void itIsDownWhenNoAnswerComesInTime() {
        assertThat(status(64, Duration.ofMillis(10), shard -> new CompletableFuture<>()))
                .isEqualTo(Status.DOWN);
    }

    @Test
    void whoeverAsksTheStoreIsAskedOnceInAWhile() {
        AtomicInteger reads = new AtomicInteger();
        QuorumHealthIndicator indicator = indicator(4, A_MINUTE, shard -> {
            return reads.incrementAndGet() > 4 ? FAILED : READ;
        });
        for (int i = 0; i < 100; i++) {
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
        }
        assertThat(reads).hasValue(4);
        now.addAndGet(FRESHNESS.toNanos());
        assertThat(indicator.health().getStatus()).as("what is no more is told").isEqualTo(Status.DOWN);
        assertThat(reads).hasValue(8);
    }

    @Test
    void oneShardIsEnoughToAsk() {
        assertThat(status(1, A_MINUTE, shard -> shard == 0 ? READ : FAILED)).isEqualTo(Status.UP);
    }
}
