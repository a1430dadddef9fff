package org.messageroaming.offline.inbox.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.UserId;

class SubscriptionRepairTest {
    private static final int MANY = 10_000;

    private final ConcurrentHashMap<UserId, Subscription> wanted = new ConcurrentHashMap<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final SubscriptionRepair repair = new SubscriptionRepair(wanted, this::attempt);
    private volatile boolean up;

    private CompletionStage<Void> attempt(UserId user) {
        attempts.incrementAndGet();
        Subscription subscription = wanted.get(user);
        if (!up || subscription == null) {
            return CompletableFuture.failedStage(new IllegalStateException("down"));
        }
        subscription.make();
        return CompletableFuture.completedStage(null);
    }

    @BeforeEach
    void loseMany() {
        long longAgo = System.nanoTime() - Duration.ofMinutes(1).toNanos();
        for (int i = 0; i < MANY; i++) {
            wanted.put(new UserId("u" + i), new Subscription(longAgo));
        }
    }

    @AfterEach
    void close() {
        repair.close();
    }

    @Test
    void aServerThatIsAwayGetsNoStormAndAllIsMadeAgainSoonAfterItIsBack() throws InterruptedException {
        repair.begin();
        repair.begin();
        Thread.sleep(2_100);
        assertThat(attempts).as("half a second between a thousand each").hasValueBetween(1_000, 5_000);
        up = true;
        await().atMost(Duration.ofSeconds(4))
                .until(() -> wanted.values().stream().allMatch(Subscription::isMade));
    }

    @Test
    void itRestsWhenAllIsMadeAndBeginsAgainWhenOneIsLost() throws InterruptedException {
        up = true;
        repair.begin();
        await().atMost(Duration.ofSeconds(4))
                .until(() -> wanted.values().stream().allMatch(Subscription::isMade));
        assertThat(attempts).as("one each").hasValue(MANY);
        Thread.sleep(300);
        Subscription lost = wanted.values().iterator().next();
        lost.lose();
        Thread.sleep(1_000);
        assertThat(lost.isMade()).as("nobody has told").isFalse();
        repair.begin();
        await().atMost(Duration.ofSeconds(4)).until(lost::isMade);
        assertThat(attempts).hasValue(MANY + 1);
    }

    @Test
    void aChannelThatNobodyWantsAnyMoreIsNotTriedForEver() throws InterruptedException {
        repair.begin();
        Thread.sleep(300);
        wanted.clear();
        Thread.sleep(1_000);
        int before = attempts.get();
        Thread.sleep(1_000);
        assertThat(attempts).hasValue(before);
    }
}
