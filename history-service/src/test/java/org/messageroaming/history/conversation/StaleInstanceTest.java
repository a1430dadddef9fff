package org.messageroaming.history.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.journal.Claim;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.InMemoryJournal;
import org.messageroaming.history.replica.FaultyInstance;
import org.messageroaming.history.replica.InMemoryTables;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/** An instance that has heard nothing of what others did lately must not answer from what it remembers. */
class StaleInstanceTest {
    private static final ConversationId GROUP = new ConversationId("g");
    private static final UserId CARLA = new UserId("carla");
    private static final ConversationProperties LIMITS =
            new ConversationProperties(100, 10, Duration.ofDays(15), Duration.ofHours(1), 8);

    private final ExecutorService turns = Executors.newCachedThreadPool();
    private final InMemoryTables tables = new InMemoryTables();
    private FaultyInstance one;
    private FaultyInstance other;

    /** The positions that were claimed, and up to which position the other one had applied by then. */
    private final Map<Long, Long> claimed = new LinkedHashMap<>();

    @BeforeEach
    void bothKnowTheConversation() {
        InMemoryJournal journal = new InMemoryJournal(FaultyInstance.SEGMENT_SIZE) {
            @Override
            public synchronized CompletionStage<Claim> claim(int shard, Entry entry) {
                if (other != null) {
                    claimed.put(entry.position(), other.replicas().applied(shard));
                }
                return super.claim(shard, entry);
            }
        };
        one = new FaultyInstance(journal, tables, turns, new Random(1), 0);
        other = new FaultyInstance(journal, tables, turns, new Random(2), 0);
        List<UserId> members = List.of(new UserId("anna"), new UserId("ben"));
        one.execute(FaultyInstance.ensure(GROUP, members));
        other.execute(FaultyInstance.ensure(GROUP, members));
        // So that it is in the other's memory, and not only in the tables.
        other.execute(new Join(GROUP, new UserId("dora"), null, LIMITS));
        one.execute(new Join(GROUP, new UserId("emil"), null, LIMITS));
    }

    @AfterEach
    void stop() {
        turns.shutdownNow();
    }

    private boolean isMember(UserId user) {
        return tables.head(GROUP).orElseThrow().members().containsKey(user);
    }

    @Test
    void whoJoinedThroughOneInstanceCanBeRemovedThroughTheOther() {
        one.execute(new Join(GROUP, CARLA, null, LIMITS));
        other.execute(new Leave(GROUP, CARLA));
        assertThat(isMember(CARLA)).isFalse();
    }

    @Test
    void whoWasRemovedThroughOneInstanceCanJoinThroughTheOther() {
        other.execute(new Join(GROUP, CARLA, null, LIMITS));
        one.execute(new Leave(GROUP, CARLA));
        assertThat(other.execute(new Join(GROUP, CARLA, null, LIMITS)).isNew()).isTrue();
        assertThat(isMember(CARLA)).isTrue();
    }

    /** What takes longest comes last: meanwhile the one that is ahead goes on. */
    @Test
    void whoIsBehindReadsOnAndClaimsBeforeItAppliesAnything() {
        for (int i = 0; i < 5; i++) {
            one.execute(new Join(GROUP, new UserId("u" + i), null, LIMITS));
        }
        claimed.clear();
        other.execute(new Join(GROUP, CARLA, null, LIMITS));
        assertThat(claimed).containsExactly(Map.entry(3L, 2L), Map.entry(4L, 2L), Map.entry(9L, 2L));
        assertThat(isMember(CARLA)).isTrue();
        assertThat(tables.lots()).endsWith(List.of(3L, 4L, 5L, 6L, 7L, 8L, 9L));
    }

    @Test
    void whoFindsThatWhatItMissedIsDroppedStartsBehindIt() {
        for (int i = 0; i < 10; i++) {
            one.execute(new Join(GROUP, new UserId("u" + i), null, LIMITS));
        }
        one.dropWhatIsApplied();
        assertThat(other.execute(new Join(GROUP, new UserId("anna"), null, LIMITS))
                        .isNew())
                .as("nothing is claimed for what changes nothing")
                .isFalse();
        assertThat(other.execute(new Join(GROUP, CARLA, null, LIMITS)).isNew()).isTrue();
        assertThat(isMember(CARLA)).isTrue();
    }

    /** What is too much for the store, or cannot be applied, keeps nothing else from being applied. */
    @Test
    void whatCannotBeAppliedTogetherIsAppliedOneByOneAndThenMoreAtATime() {
        for (int i = 0; i < 7; i++) {
            one.execute(new Join(GROUP, new UserId("u" + i), null, LIMITS));
        }
        tables.refuseMoreThan(4);
        assertThatThrownBy(() -> other.execute(new Join(GROUP, CARLA, null, LIMITS)))
                .isInstanceOf(StoreUnavailableException.class);
        other.replicas().catchUp(other.replicas().shardOf(GROUP));
        await().untilAsserted(() -> assertThat(tables.lots())
                .endsWith(List.of(3L), List.of(4L, 5L), List.of(6L, 7L, 8L, 9L), List.of(10L, 11L)));
        assertThat(isMember(CARLA)).isTrue();
    }
}
