package org.messageroaming.history.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.messageroaming.history.journal.Claim;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.InMemoryJournal;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.journal.JournalProperties;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.replica.Command;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.Facts;
import org.messageroaming.history.replica.InMemoryTables;
import org.messageroaming.history.replica.ReplicaProperties;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.springframework.util.unit.DataSize;

/**
 * Random histories: writers retry through instances that lag at, and crash between, any two steps on the stores, while segments are
 * dropped behind them. Whatever happens there is one outcome.
 */
class ReplicaPropertyTest {
    private static final int INSTANCES = 3;
    private static final int WRITERS = 4;
    private static final int MESSAGES_EACH = 15;
    private static final int SEGMENT_SIZE = 4;
    private static final int SHARDS = 2;
    private static final List<ConversationId> CONVERSATIONS =
            List.of(new ConversationId("a"), new ConversationId("b"), new ConversationId("c"));

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void whateverIsAcknowledgedIsStoredOnceAndDensely(@ForAll long seed) throws Exception {
        acknowledged.clear();
        InMemoryJournal journal = new InMemoryJournal(SEGMENT_SIZE);
        InMemoryTables tables = new InMemoryTables();
        ExecutorService turns = Executors.newCachedThreadPool();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        AtomicReferenceArray<Instance> instances = new AtomicReferenceArray<>(INSTANCES);
        try {
            for (int i = 0; i < INSTANCES; i++) {
                instances.set(i, new Instance(journal, tables, turns, new Random(seed + i), 0.004));
            }
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Random random = new Random(seed * 31 + i);
                all.add(writers.submit(writer(
                        i,
                        random,
                        instances,
                        () -> new Instance(journal, tables, turns, new Random(random.nextLong()), 0.004))));
            }
            for (Future<Boolean> writer : all) {
                assertThat(writer.get()).isTrue();
            }
            check(new Instance(journal, tables, turns, new Random(seed), 0), tables);
        } finally {
            writers.shutdownNow();
            turns.shutdownNow();
        }
    }

    private Callable<Boolean> writer(
            int number, Random random, AtomicReferenceArray<Instance> instances, Callable<Instance> fresh) {
        return () -> {
            for (int i = 0; i < MESSAGES_EACH; i++) {
                ConversationId conversation = CONVERSATIONS.get(random.nextInt(CONVERSATIONS.size()));
                String id = conversation + "-" + number + "-" + i;
                boolean again = true;
                while (again) {
                    int at = random.nextInt(INSTANCES);
                    Instance instance = instances.get(at);
                    try {
                        long seq = instance.append(conversation, new UserId("w" + number), id);
                        Long before = acknowledged.put(id, seq);
                        assertThat(before == null || before == seq).as(id).isTrue();
                        again = random.nextInt(5) == 0;
                        if (random.nextInt(4) == 0) {
                            instance.dropWhatIsApplied();
                        }
                    } catch (StoreUnavailableException e) {
                        if (instance.isDead()) {
                            instances.compareAndSet(at, instance, fresh.call());
                        }
                    }
                }
            }
            return true;
        };
    }

    private void check(Instance survivor, InMemoryTables tables) {
        int messages = 0;
        for (ConversationId conversation : CONVERSATIONS) {
            survivor.append(conversation, new UserId("last"), conversation + "-last");
            List<Message> stored = tables.readable(conversation);
            assertThat(stored.stream().map(message -> message.seq().value()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, stored.size()).boxed().toList());
            Map<String, Long> byId = new HashMap<>();
            stored.forEach(message -> assertThat(byId.put(
                            message.clientMessageId().value(), message.seq().value()))
                    .as("stored twice")
                    .isNull());
            acknowledged.forEach((id, seq) -> {
                if (id.startsWith(conversation + "-")) {
                    assertThat(byId.get(id)).as(id).isEqualTo(seq);
                }
            });
            for (int i = 1; i < stored.size(); i++) {
                assertThat(stored.get(i).sentAt())
                        .isAfterOrEqualTo(stored.get(i - 1).sentAt());
            }
            messages += stored.size() - 1;
        }
        assertThat(acknowledged).hasSize(messages).hasSize(WRITERS * MESSAGES_EACH);
    }

    /** One instance of the service; once it has crashed nothing that it does takes effect any more. */
    private static final class Instance {
        private final Random random;
        private final double crashes;
        private final Replicas replicas;
        private final Journal journal;
        private final Progress progress;
        private volatile boolean dead;

        Instance(Journal journal, InMemoryTables tables, ExecutorService turns, Random random, double crashes) {
            this.random = random;
            this.crashes = crashes;
            this.journal = new FaultyJournal(journal);
            this.progress = tables.progress(this::step);
            this.replicas = new Replicas(
                    this.journal,
                    progress,
                    tables.tables(this::step),
                    new JournalProperties(SHARDS, SEGMENT_SIZE, 16, DataSize.ofKilobytes(64)),
                    new ReplicaProperties(100, 100, 3, 2, Duration.ofSeconds(5), Duration.ofSeconds(5), SHARDS),
                    turns,
                    Clock.systemUTC(),
                    UUID::randomUUID,
                    shard -> {});
        }

        boolean isDead() {
            return dead;
        }

        private synchronized void step() {
            if (!dead && random.nextDouble() < crashes) {
                dead = true;
            }
            if (dead) {
                throw new StoreUnavailableException("crashed", null);
            }
            if (random.nextInt(20) == 0) {
                LockSupport.parkNanos(random.nextInt(2_000_000));
            }
            if (crashes > 0 && random.nextInt(60) == 0) {
                throw new StoreUnavailableException("timed out", null);
            }
        }

        long append(ConversationId conversation, UserId sender, String id) {
            replicas.execute(new Ensure(conversation));
            MessageDraft message = new MessageDraft(
                    sender,
                    new ClientMessageId(id),
                    new MessageType("text"),
                    new Content("{\"id\":\"" + id + "\"}"),
                    null);
            AppendOutcome outcome = replicas.execute(
                            new AppendMessages(conversation, List.of(message), true, Duration.ZERO))
                    .get(0);
            return ((AppendOutcome.Placed) outcome).message().seq().value();
        }

        void dropWhatIsApplied() {
            for (int shard = 0; shard < SHARDS; shard++) {
                long applied = replicas.applied(shard);
                if (applied > 0) {
                    progress.applied(shard, applied).toCompletableFuture().join();
                    for (long segment = 0; segment < journal.segmentOf(applied); segment++) {
                        journal.drop(shard, segment);
                    }
                }
            }
        }

        private final class FaultyJournal implements Journal {
            private final Journal inner;

            FaultyJournal(Journal inner) {
                this.inner = inner;
            }

            private <T> CompletionStage<T> stepped(Callable<CompletionStage<T>> work) {
                try {
                    step();
                    CompletionStage<T> result = work.call();
                    step();
                    return result;
                } catch (Exception e) {
                    return CompletableFuture.failedStage(e);
                }
            }

            @Override
            public CompletionStage<Claim> claim(int shard, Entry entry) {
                return stepped(() -> inner.claim(shard, entry));
            }

            @Override
            public CompletionStage<Optional<Entry>> settle(int shard, long position) {
                return stepped(() -> inner.settle(shard, position));
            }

            @Override
            public CompletionStage<Slice> read(int shard, long from, int limit) {
                return stepped(() -> inner.read(shard, from, limit));
            }

            @Override
            public int segmentSize() {
                return inner.segmentSize();
            }

            @Override
            public CompletionStage<Void> drop(int shard, long segment) {
                return stepped(() -> inner.drop(shard, segment));
            }
        }
    }

    /** Creates the conversation if it does not exist. */
    private record Ensure(ConversationId conversationId) implements Command<Boolean> {
        @Override
        public Facts facts() {
            return Facts.NONE;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public Boolean decide(Draft draft) {
            if (draft.conversation() == null) {
                draft.emit(new Event.ConversationCreated(
                        conversationId, ConversationKind.GROUP, HistoryVisibility.FULL, draft.now(), List.of()));
            }
            return true;
        }
    }
}
