package org.messageroaming.edge.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.RateLimitedException;
import org.messageroaming.resilience.BreakerProperties;

/** Users may make 2 requests a second and 10 at once, back ends 50 and 500; time stands still unless a test moves it. */
class RateLimitsTest {
    private static final Caller ANN = new Caller(new UserId("ann"), false);
    private static final Caller BOB = new Caller(new UserId("bob"), false);
    private static final Caller BACK_END_ANN = new Caller(new UserId("ann"), true);
    private static final int BURST = 10;
    private static final int CONCURRENT = 4;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Redis redis = new Redis();
    private long now = 1;
    private final TimeMeter clock = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    /** Stands for Redis: answers at once, later, or never. */
    private final class Redis implements SharedBuckets {
        private final Map<String, LocalBucket> buckets = new HashMap<>();
        private final List<Runnable> unanswered = new ArrayList<>();
        private boolean down;
        private boolean slow;
        private int asked;

        @Override
        public CompletionStage<Long> take(String caller, Rate rate, long tokens) {
            asked++;
            if (down) {
                return CompletableFuture.failedFuture(new IllegalStateException("down"));
            }
            LocalBucket bucket = buckets.computeIfAbsent(caller, key -> rate.bucket(clock));
            bucket.consumeIgnoringRateLimits(tokens);
            CompletableFuture<Long> answer = new CompletableFuture<>();
            unanswered.add(() -> answer.complete(bucket.getAvailableTokens()));
            if (!slow) {
                answer();
            }
            return answer;
        }

        void answer() {
            List<Runnable> now = List.copyOf(unanswered);
            unanswered.clear();
            now.forEach(Runnable::run);
        }
    }

    private RateLimits instance() {
        return instance(true);
    }

    private RateLimits instance(boolean enabled) {
        LimitProperties properties = new LimitProperties(
                enabled,
                2,
                BURST,
                CONCURRENT,
                50,
                500,
                "limits",
                Duration.ofSeconds(1),
                1000,
                new BreakerProperties(80, Duration.ofSeconds(3), 5, Duration.ofSeconds(1), 3));
        return new RateLimits(properties, redis, clock, metrics);
    }

    private static int granted(RateLimits limits, Caller caller, int requests) {
        int granted = 0;
        for (int i = 0; i < requests; i++) {
            granted += refusal(limits, caller) == null ? 1 : 0;
        }
        return granted;
    }

    @Test
    void soManyRequestsOfAUserAreServedAtTheSameTimeAndOfABackEndAnyNumber() {
        RateLimits limits = instance();
        for (int i = 0; i < CONCURRENT; i++) {
            limits.begin(ANN);
            limits.begin(BACK_END_ANN);
        }
        assertThat(refusal(limits, ANN)).hasMessageContaining("at the same time");
        assertThat(refusal(limits, BOB)).isNull();
        assertThat(refusal(limits, BACK_END_ANN)).isNull();
        limits.end(ANN);
        assertThat(refusal(limits, ANN))
                .as("one is over, and a refused one took no place")
                .isNull();
    }

    private static @Nullable RateLimitedException refusal(RateLimits limits, Caller caller) {
        return catchThrowableOfType(RateLimitedException.class, () -> {
            limits.begin(caller);
            limits.end(caller);
        });
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void aCallerMayDoItsBurstAndThenAsItsRateAllows() {
        RateLimits limits = instance();
        assertThat(granted(limits, ANN, 20)).isEqualTo(BURST);
        pass(Duration.ofSeconds(3));
        assertThat(granted(limits, ANN, 20)).isEqualTo(6);
        assertThat(metrics.get("roaming.http.limited")
                        .tag("kind", "user")
                        .counter()
                        .count())
                .isEqualTo(24);
    }

    @Test
    void callersDoNotUseUpEachOthersLimitAndABackEndIsNoUser() {
        RateLimits limits = instance();
        assertThat(granted(limits, ANN, 20)).isEqualTo(BURST);
        assertThat(granted(limits, BOB, 20)).isEqualTo(BURST);
        assertThat(granted(limits, BACK_END_ANN, 501)).isEqualTo(500);
    }

    @Test
    void instancesShareALimit() {
        RateLimits one = instance();
        RateLimits other = instance();
        assertThat(granted(one, ANN, 7)).isEqualTo(7);
        assertThat(granted(other, ANN, 20))
                .as("one is given before the other instance is heard of")
                .isBetween(3, 4);
        assertThat(granted(one, ANN, 20)).isLessThanOrEqualTo(1);
    }

    @Test
    void whoWaitsAsLongAsItWasToldIsServedWhereverItAsks() {
        RateLimits one = instance();
        RateLimits other = instance();
        granted(one, ANN, 20);
        granted(other, ANN, 20);
        for (RateLimits limits : List.of(one, other, one)) {
            RateLimitedException refusal = Objects.requireNonNull(refusal(limits, ANN));
            pass(refusal.waitTime());
            assertThat(refusal(limits, ANN)).isNull();
        }
    }

    @Test
    void whileRedisIsDownEachInstanceHasTheLimitForItselfAndAfterwardsTheyShareAgain() {
        redis.down = true;
        RateLimits one = instance();
        RateLimits other = instance();
        assertThat(granted(one, ANN, 20)).isEqualTo(BURST);
        assertThat(granted(other, ANN, 20)).isEqualTo(BURST);
        redis.down = false;
        pass(Duration.ofSeconds(5));
        assertThat(granted(one, ANN, 20) + granted(other, ANN, 20)).isLessThan(BURST + 2);
    }

    @Test
    void nothingWaitsForARedisThatIsSlowAndWhatItSaysLaterCounts() {
        redis.slow = true;
        RateLimits one = instance();
        RateLimits other = instance();
        assertThat(granted(one, ANN, 5)).isEqualTo(5);
        assertThat(granted(other, ANN, 5)).isEqualTo(5);
        for (int i = 0; i < 3; i++) {
            redis.answer();
            granted(one, ANN, 1);
            granted(other, ANN, 1);
        }
        redis.answer();
        assertThat(granted(one, ANN, 20) + granted(other, ANN, 20)).isLessThanOrEqualTo(2);
        assertThat(redis.asked).as("one question at a time for each caller").isLessThan(12);
    }

    @Test
    void whatIsTakenWhileAnAnswerIsOnItsWayIsTakenFromTheOthersTooWithoutAnotherRequest() {
        redis.slow = true;
        assertThat(granted(instance(), ANN, BURST)).isEqualTo(BURST);
        redis.answer();
        redis.answer();
        redis.slow = false;
        assertThat(granted(instance(), ANN, BURST)).isLessThanOrEqualTo(1);
    }

    @Test
    void aCallerFarFromItsLimitCostsRedisNothing() {
        RateLimits limits = instance();
        assertThat(granted(limits, BACK_END_ANN, 20)).isEqualTo(20);
        assertThat(redis.asked).isZero();
    }

    @Test
    void nobodyIsLimitedWhereThatIsSwitchedOff() {
        assertThat(granted(instance(false), ANN, 1000)).isEqualTo(1000);
        assertThat(redis.asked).isZero();
    }

    @Test
    void aLimitThatLetsNobodyThroughIsRefusedWithItsName() {
        BreakerProperties breaker = new BreakerProperties(80, Duration.ofSeconds(3), 5, Duration.ofSeconds(1), 3);
        assertThatThrownBy(() -> new LimitProperties(true, 0, 1, 1, 1, 1, "limits", Duration.ofSeconds(1), 1, breaker))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("roaming.limits.user-per-second must be from 1");
    }
}
