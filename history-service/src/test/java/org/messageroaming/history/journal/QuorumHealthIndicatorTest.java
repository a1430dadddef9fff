package org.messageroaming.history.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class QuorumHealthIndicatorTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final CompletionStage<Progress.Marks> READ =
            CompletableFuture.completedStage(new Progress.Marks(1, 1));
    private static final CompletionStage<Progress.Marks> FAILED =
            CompletableFuture.failedStage(new StoreUnavailableException("no quorum", null));

    private static Status status(int shards, Duration limit, IntFunction<CompletionStage<Progress.Marks>> read) {
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
        Health health = new QuorumHealthIndicator(progress, shards, limit).health();
        return health.getStatus();
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
    void oneShardIsEnoughToAsk() {
        assertThat(status(1, A_MINUTE, shard -> shard == 0 ? READ : FAILED)).isEqualTo(Status.UP);
    }
}
