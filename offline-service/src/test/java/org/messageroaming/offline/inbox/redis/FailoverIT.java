package org.messageroaming.offline.inbox.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.FreePorts;
import org.messageroaming.localstack.RedisOptions;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.Delivery;
import org.messageroaming.offline.inbox.Gap;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxStart;
import org.messageroaming.offline.inbox.InboxStore;
import org.messageroaming.offline.inbox.NewEntry;

/** A replica that lags is promoted: the newest entries are lost, and their numbers used again. */
class FailoverIT {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UserId USER = new UserId("u1");

    @Test
    void aDeviceThatSawWhatTheFailoverLostIsToldReset() {
        InboxPage page = pullAfterFailover(5);
        assertThat(page.gap()).isEqualTo(Gap.RESET);
        assertThat(page.entries()).hasSize(5);
    }

    /** Its cursor names an entry that is still there, and nothing later: only the era tells. */
    @Test
    void aDeviceThatSawNothingOfWhatTheFailoverLostIsToldResetAsWell() {
        InboxPage page = pullAfterFailover(3);
        assertThat(page.gap()).isEqualTo(Gap.RESET);
        assertThat(page.entries()).hasSize(5);
    }

    /** Of entries 1 to 5 the replica has 3; after its promotion two others come. The device had pulled up to {@code seen}. */
    private static InboxPage pullAfterFailover(int seen) {
        try (RedisServer primary = RedisServer.start(RedisOptions.defaults());
                RedisServer replica = RedisServer.start(RedisOptions.defaults().withReplicaOf(primary.endpoint()));
                TestRedis toReplica = new TestRedis(replica.endpoint())) {
            InboxCursor cursor;
            try (TestRedis toPrimary = new TestRedis(primary.endpoint())) {
                InboxStore before = toPrimary.store(1000);
                IntStream.rangeClosed(1, 3).forEach(i -> deliver(before, i));
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> toPrimary.connection.sync().waitForReplication(1, 100) == 1);
                // The link breaks: the replica asks a port for news where nobody answers, and keeps what it has.
                toReplica.connection.sync().replicaof("127.0.0.1", FreePorts.next());
                IntStream.rangeClosed(4, seen).forEach(i -> deliver(before, i));
                cursor = pull(before, new InboxStart.Oldest()).cursor();
                IntStream.rangeClosed(seen + 1, 5).forEach(i -> deliver(before, i));
            }
            primary.kill();
            replica.promote();
            InboxStore after = toReplica.store(1000);
            IntStream.rangeClosed(14, 15).forEach(i -> deliver(after, i));
            return pull(after, new InboxStart.After(cursor));
        }
    }

    private static void deliver(InboxStore store, int number) {
        NewEntry entry = new NewEntry(new EntryId("e" + number), null, "\"entryId\":\"e" + number + "\"");
        store.deliver(List.of(new Delivery(List.of(USER), entry)), NOW)
                .toCompletableFuture()
                .join();
    }

    private static InboxPage pull(InboxStore store, InboxStart start) {
        return store.pull(USER, start, 100, NOW).toCompletableFuture().join();
    }
}
