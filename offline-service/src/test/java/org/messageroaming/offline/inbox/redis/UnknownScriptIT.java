package org.messageroaming.offline.inbox.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.RedisOptions;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxStart;
import org.messageroaming.offline.inbox.InboxStore;

/** A Redis that no longer knows the scripts, as after a restart or a failover. */
class UnknownScriptIT {
    private static final int CALLS = 500;

    @Test
    void howeverManyCallsMeetItTheTextIsSentOnce() {
        try (RedisServer redis = RedisServer.start(RedisOptions.defaults());
                TestRedis test = new TestRedis(redis.endpoint())) {
            InboxStore store = test.store(10);
            pull(store, 0).join();
            redis.ask("SCRIPT FLUSH");
            redis.ask("CONFIG RESETSTAT");
            redis.pause();
            CompletableFuture<?>[] pulls =
                    IntStream.range(0, CALLS).mapToObj(i -> pull(store, i)).toArray(CompletableFuture[]::new);
            redis.resume();
            CompletableFuture.allOf(pulls).join();
            assertThat(redis.ask("INFO commandstats"))
                    .contains("cmdstat_eval:calls=1,", "cmdstat_evalsha:calls=" + (2 * CALLS - 1) + ",");
        }
    }

    private static CompletableFuture<InboxPage> pull(InboxStore store, int user) {
        return store.pull(new UserId("u" + user), new InboxStart.Oldest(), 1, Instant.now())
                .toCompletableFuture();
    }
}
