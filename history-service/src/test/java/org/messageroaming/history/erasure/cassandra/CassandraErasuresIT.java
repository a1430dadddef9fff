package org.messageroaming.history.erasure.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.HistoryIT;
import org.messageroaming.history.erasure.Erasure;
import org.messageroaming.history.erasure.Erasures;
import org.messageroaming.model.UserId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The service itself looks for erasures so seldom that it does not meddle. */
@TestPropertySource(properties = "roaming.history.erasure.poll=1h")
class CassandraErasuresIT extends HistoryIT {
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UserId GATEWAY = new UserId("gateway");

    private final UserId user = new UserId("u-" + UUID.randomUUID());
    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @Autowired
    private CqlSession session;

    private Erasures erasures;

    @BeforeEach
    void create() {
        erasures = new CassandraErasures(session, LEASE, Duration.ofSeconds(3));
    }

    private Erasure begin() {
        return get(erasures.begin(user, GATEWAY, UUID.randomUUID(), NOW));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void anErasureIsHeldByOneUntilItSaysNothingMore() {
        Erasure erasure = begin();
        assertThat(get(erasures.take(erasure, one))).isTrue();
        assertThat(get(erasures.take(erasure, other))).isFalse();
        assertThat(get(erasures.keep(erasure, one, 3))).isTrue();
        await().atMost(Duration.ofSeconds(20)).until(() -> get(erasures.take(erasure, other)));
        assertThat(get(erasures.keep(erasure, one, 4))).isFalse();
        assertThat(get(erasures.finish(erasure, one, 4, NOW))).isFalse();
        assertThat(get(erasures.find(user)).orElseThrow().conversations()).isEqualTo(3);
        get(erasures.giveBack(erasure, other));
        assertThat(get(erasures.take(erasure, one))).isTrue();
    }

    @Test
    void whileOneRunsThereIsNoOther() {
        Erasure erasure = begin();
        assertThat(begin()).isEqualTo(erasure);
        assertThat(get(erasures.open())).containsOnlyOnce(new Erasures.Open(user, erasure.job()));
    }

    @Test
    void oneThatIsOverIsRememberedForAWhileAndAnotherOneMayBegin() {
        Erasure erasure = begin();
        assertThat(get(erasures.take(erasure, one))).isTrue();
        assertThat(get(erasures.finish(erasure, one, 7, NOW))).isTrue();
        Erasure over = get(erasures.find(user)).orElseThrow();
        assertThat(over.state()).isEqualTo(Erasure.State.DONE);
        assertThat(over.finishedAt()).isEqualTo(NOW);
        assertThat(get(erasures.take(over, one))).isFalse();
        get(erasures.close(new Erasures.Open(user, erasure.job())));
        assertThat(get(erasures.open())).noneMatch(open -> open.user().equals(user));

        Erasure again = begin();
        assertThat(again.job()).isNotEqualTo(erasure.job());
        assertThat(again.state()).isEqualTo(Erasure.State.RUNNING);
        assertThat(again.conversations()).isZero();
        assertThat(again.finishedAt()).isNull();
        assertThat(get(erasures.take(erasure, one))).as("for the one before").isFalse();
        assertThat(get(erasures.take(again, one))).isTrue();
        assertThat(get(erasures.finish(again, one, 0, NOW))).isTrue();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(erasures.find(user)).isEmpty());
        assertThat(begin().state()).isEqualTo(Erasure.State.RUNNING);
    }
}
