package org.messageroaming.offline.inbox.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RestoreArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.offline.inbox.Gap;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.InboxStart;
import org.messageroaming.offline.inbox.InboxStore;
import org.messageroaming.offline.inbox.InboxStoreContract;
import org.springframework.util.unit.DataSize;

class RedisInboxStoreIT extends InboxStoreContract {
    private static final byte[] LARGEST = "largest".getBytes(US_ASCII);

    private static TestRedis redis;

    @BeforeAll
    static void connect() {
        redis = new TestRedis(SharedStack.redis());
    }

    @AfterAll
    static void disconnect() {
        redis.close();
    }

    @Override
    protected InboxStore store(int maxEntries) {
        return redis.store(maxEntries);
    }

    /** By it the rest of a long page is read, of which no more may be fetched than may be given. */
    @Test
    void anInboxKnowsItsLargestEntryAlsoAfterItIsGone() {
        InboxStore store = store(3);
        List<Long> largest = new ArrayList<>();
        for (int length : List.of(100, 1000, 10, 10, 10, 10)) {
            deliver(store, message("m" + largest.size(), 1, "x".repeat(length)), NOW);
            largest.add(largest());
        }
        assertThat(largest.get(1) - largest.get(0)).isEqualTo(900);
        assertThat(largest.subList(2, 6)).containsOnly(largest.get(1));
        deliver(store, message("later", 1, "x"), NOW.plus(Duration.ofDays(8)));
        assertThat(largest()).as("since it was last empty").isLessThan(largest.get(0));
    }

    private long largest() {
        return Long.parseLong(new String(sync().hget(keys()[1], LARGEST), US_ASCII));
    }

    /** The cursor names the inbox that the script saw, so that the next pull is told, whatever stood in the page. */
    @Test
    void whenTheInboxBeginsAnewWhileALongPageIsReadTheNextPullIsToldReset() {
        InboxStore store = store(1000);
        IntStream.rangeClosed(1, 100).forEach(i -> deliver(store, "e" + i, NOW));
        InboxPage page = pullWith(() -> {
            store.erase(user).toCompletableFuture().join();
            IntStream.rangeClosed(1, 100).forEach(i -> deliver(store, "new" + i, NOW));
        });
        assertThat(pull(store, new InboxStart.After(page.cursor()), 1000, NOW).gap())
                .isEqualTo(Gap.RESET);
    }

    @Test
    void whenTheOldestAreDroppedWhileALongPageIsReadItEndsBeforeThemAndTheNextPullIsTold() {
        InboxStore store = store(100);
        IntStream.rangeClosed(1, 100).forEach(i -> deliver(store, "e" + i, NOW));
        InboxPage page = pullWith(() -> IntStream.rangeClosed(101, 150).forEach(i -> deliver(store, "e" + i, NOW)));
        assertThat(seqs(page)).isEqualTo(LongStream.rangeClosed(1, 32).boxed().toList());
        InboxPage next = pull(store, new InboxStart.After(page.cursor()), 1000, NOW);
        assertThat(next.gap()).isEqualTo(Gap.RETENTION);
        assertThat(seqs(next)).isEqualTo(LongStream.rangeClosed(51, 150).boxed().toList());
    }

    /** A pull of all, with something that happens between the script and the range. */
    private InboxPage pullWith(Runnable between) {
        try (TestRedis other = new TestRedis(SharedStack.redis())) {
            RedisAsyncCommands<byte[], byte[]> commands = other.connection.async();
            @SuppressWarnings("unchecked")
            RedisClusterAsyncCommands<byte[], byte[]> interrupted =
                    (RedisClusterAsyncCommands<byte[], byte[]>) Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {RedisClusterAsyncCommands.class},
                            (proxy, method, arguments) -> {
                                if (method.getName().equals("zrangebyscore")) {
                                    between.run();
                                }
                                return method.invoke(commands, arguments);
                            });
            InboxProperties properties = TestRedis.properties(1000, DataSize.ofMegabytes(4));
            return new PullScript(new InboxKeys(properties.keyPrefix()), properties)
                    .run(interrupted, user, new InboxStart.Oldest(), 1000, "incarnation", NOW)
                    .toCompletableFuture()
                    .join();
        }
    }

    /** As an earlier build left it. */
    @Test
    void whereTheLargestIsNotKnownAllArriveByShorterPages() {
        InboxStore store = store(1000);
        for (int i = 1; i <= 200; i++) {
            deliver(store, "e" + i, NOW);
            sync().hdel(keys()[1], LARGEST);
        }
        List<Long> seen = new ArrayList<>();
        InboxPage page = pull(store, new InboxStart.Oldest(), 1000, NOW);
        assertThat(page.entries()).hasSizeBetween(32, 60);
        seen.addAll(seqs(page));
        while (page.hasMore()) {
            page = pull(store, new InboxStart.After(page.cursor()), 1000, NOW);
            assertThat(page.gap()).isNull();
            seen.addAll(seqs(page));
        }
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void afterItsKeysAreDeletedACursorIsToldReset() {
        InboxStore store = store(1000);
        IntStream.rangeClosed(1, 5).forEach(i -> deliver(store, "e" + i, NOW));
        InboxCursor cursor = pull(store, new InboxStart.Oldest(), 100, NOW).cursor();
        sync().del(keys());
        IntStream.rangeClosed(6, 10).forEach(i -> deliver(store, "e" + i, NOW));
        InboxPage page = pull(store, new InboxStart.After(cursor), 100, NOW);
        assertThat(page.gap()).isEqualTo(Gap.RESET);
        assertThat(seqs(page)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void afterTheCountersAreLostTheEntriesLeftBehindAreNotMixedWithNewOnes() {
        InboxStore store = store(1000);
        IntStream.rangeClosed(1, 5).forEach(i -> deliver(store, "e" + i, NOW));
        InboxCursor cursor = pull(store, new InboxStart.Oldest(), 2, NOW).cursor();
        sync().del(keys()[1]);
        deliver(store, "e6", NOW);
        InboxPage page = pull(store, new InboxStart.After(cursor), 100, NOW);
        assertThat(page.gap()).isEqualTo(Gap.RESET);
        assertThat(seqs(page)).containsExactly(1L);
    }

    @Test
    void afterAnOlderCopyIsRestoredACursorIsToldResetAlsoWhenItsNumbersAreUsedAgain() {
        for (int redelivered = 0; redelivered <= 4; redelivered++) {
            InboxStore store = store(1000);
            sync().del(keys());
            IntStream.rangeClosed(1, 3).forEach(i -> deliver(store, "e" + i, NOW));
            List<byte[]> copy = copy();
            IntStream.rangeClosed(4, 5).forEach(i -> deliver(store, "e" + i, NOW));
            InboxCursor atTip = pull(store, new InboxStart.Oldest(), 100, NOW).cursor();
            InboxCursor behind = pull(store, new InboxStart.Oldest(), 2, NOW).cursor();
            restore(copy);
            for (int i = 0; i < redelivered; i++) {
                deliver(store, (i % 2 == 0 ? "e" : "new") + (4 + i), NOW);
            }
            assertThat(pull(store, new InboxStart.After(atTip), 100, NOW).gap())
                    .as("at the tip, %s delivered since", redelivered)
                    .isEqualTo(Gap.RESET);
            assertThat(pull(store, new InboxStart.After(behind), 100, NOW).gap())
                    .as("behind the tip, %s delivered since", redelivered)
                    .isEqualTo(Gap.RESET);
        }
    }

    @Test
    void aRolledBackInboxThatHasMovedOnBeyondACursorStillTellsReset() {
        InboxStore store = store(10);
        IntStream.rangeClosed(1, 8).forEach(i -> deliver(store, "e" + i, NOW));
        List<byte[]> copy = copy();
        IntStream.rangeClosed(9, 10).forEach(i -> deliver(store, "e" + i, NOW));
        InboxCursor cursor = pull(store, new InboxStart.Oldest(), 100, NOW).cursor();
        restore(copy);
        IntStream.rangeClosed(101, 112).forEach(i -> deliver(store, "e" + i, NOW));
        InboxPage page = pull(store, new InboxStart.After(cursor), 100, NOW);
        assertThat(page.gap()).as("the cursor's number is the last dropped one").isEqualTo(Gap.RESET);
    }

    @Test
    void anIdleInboxExpiresAndAnOldCursorIsThenToldRetention() {
        InboxStore store = store(1000);
        deliver(store, "e1", NOW);
        assertThat(sync().pttl(keys()[0])).isBetween(1L, WEEK.toMillis());
        assertThat(sync().pttl(keys()[1])).isBetween(WEEK.toMillis(), 2 * WEEK.toMillis());
        InboxCursor cursor = pull(store, new InboxStart.Oldest(), 100, NOW).cursor();
        sync().del(keys());
        assertThat(pull(store, new InboxStart.After(cursor), 100, NOW.plus(WEEK))
                        .gap())
                .isEqualTo(Gap.RETENTION);
    }

    @Test
    void anInboxWhoseOnlyEntryWasScrubbedStillExpires() {
        InboxStore store = store(1000);
        deliver(store, message("m1", 1, "SECRET"), NOW);
        assertThat(scrub(store, 1)).isEqualTo(1);
        assertThat(sync().pttl(keys()[0])).isBetween(1L, WEEK.toMillis());
    }

    @Test
    void entriesThatExpiredAsAWholeAreToldToACursorBeforeThem() {
        InboxStore store = store(1000);
        deliver(store, "e1", NOW);
        InboxCursor cursor = pull(store, new InboxStart.Oldest(), 100, NOW).cursor();
        deliver(store, "e2", NOW);
        sync().del(keys()[0]);
        InboxPage page = pull(store, new InboxStart.After(cursor), 100, NOW.plus(Duration.ofDays(8)));
        assertThat(page.gap()).isEqualTo(Gap.RETENTION);
        deliver(store, "e3", NOW.plus(Duration.ofDays(8)));
        assertThat(seqs(pull(store, new InboxStart.After(page.cursor()), 100, NOW.plus(Duration.ofDays(8)))))
                .containsExactly(3L);
    }

    @Test
    void aRestartedRedisThatForgotTheScriptsIsTaughtThemAgain() {
        InboxStore store = store(1000);
        deliver(store, "e1", NOW);
        sync().scriptFlush();
        deliver(store, "e2", NOW);
        sync().scriptFlush();
        assertThat(seqs(pull(store, new InboxStart.Oldest(), 10, NOW))).containsExactly(1L, 2L);
    }

    @Test
    void idsOfAFullInboxStayIntegerSets() {
        InboxStore store = store(1000);
        IntStream.rangeClosed(1, 990).forEach(i -> deliver(store, "e" + i, NOW));
        assertThat(sync().objectEncoding(keys()[2])).isEqualTo("intset");
    }

    private byte[][] keys() {
        return new InboxKeys("test").of(user);
    }

    private static RedisCommands<byte[], byte[]> sync() {
        return redis.connection.sync();
    }

    private List<byte[]> copy() {
        List<byte[]> copy = new ArrayList<>();
        for (byte[] key : keys()) {
            byte[] dump = sync().dump(key);
            copy.add(dump == null ? new byte[0] : dump);
        }
        return copy;
    }

    private void restore(List<byte[]> copy) {
        byte[][] keys = keys();
        for (int i = 0; i < keys.length; i++) {
            sync().del(keys[i]);
            byte[] dump = Objects.requireNonNull(copy.get(i));
            if (dump.length > 0) {
                sync().restore(keys[i], dump, RestoreArgs.Builder.ttl(Duration.ofDays(1)));
            }
        }
    }
}
