package org.messageroaming.offline.inbox.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.RedisOptions;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.model.UserId;

/** A Redis of its own, whose connections are cut while they are in use. */
class LostConnectionIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int CUTS = 5;
    private static final UserId USER = new UserId("ann");

    private final RedisServer redis = RedisServer.start(RedisOptions.defaults());
    private final RedisURI address =
            RedisURI.create(redis.endpoint().host(), redis.endpoint().port());
    private final RedisClient client = RedisClient.create(address);
    private final RedisClient observer = RedisClient.create(address);
    private final StatefulRedisConnection<String, String> watched = observer.connect();
    private final ExecutorService traffic = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        traffic.shutdownNow();
        client.shutdown(0, 1, TimeUnit.SECONDS);
        observer.shutdown(0, 1, TimeUnit.SECONDS);
        redis.close();
    }

    @Test
    void aConnectionThatIsLostIsMendedAndNoneIsOpenedBesideIt() throws Exception {
        try (InboxConnection inboxes = new InboxConnection(() -> client, TIMEOUT);
                RedisWakeUps wakeUps = new RedisWakeUps(() -> client, new InboxKeys("lost"), TIMEOUT)) {
            ping(inboxes);
            wakeUps.subscribe(USER).toCompletableFuture().get();
            AtomicBoolean over = new AtomicBoolean();
            var busy = traffic.submit(() -> {
                while (!over.get()) {
                    tryToPing(inboxes);
                    wakeUps.unsubscribe(USER);
                    wakeUps.subscribe(USER);
                }
            });
            for (int i = 0; i < CUTS; i++) {
                watched.sync().clientKill(KillArgs.Builder.typeNormal().skipme());
                watched.sync().clientKill(KillArgs.Builder.typePubsub());
                await().atMost(SOON).until(() -> answers(inboxes));
            }
            over.set(true);
            busy.get();
            await().atMost(SOON).untilAsserted(() -> assertThat(connections()).isEqualTo(3));
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(connections()).isEqualTo(1));
    }

    /** The two that are watched, and the watching one. */
    private long connections() {
        return watched.sync().clientList().lines().count();
    }

    private static String ping(InboxConnection inboxes) throws ExecutionException, InterruptedException {
        return inboxes.run(commands -> commands.ping()).toCompletableFuture().get();
    }

    private static boolean answers(InboxConnection inboxes) throws InterruptedException {
        try {
            return ping(inboxes).equals("PONG");
        } catch (ExecutionException cut) {
            return false;
        }
    }

    private static void tryToPing(InboxConnection inboxes) {
        try {
            answers(inboxes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
