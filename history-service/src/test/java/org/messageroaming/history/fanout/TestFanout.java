package org.messageroaming.history.fanout;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.messageroaming.history.journal.InMemoryJournal;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.FaultyInstance;
import org.messageroaming.history.replica.InMemoryTables;
import org.messageroaming.history.replica.ReadTables;
import org.messageroaming.history.replica.TestCommand;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.TestMessages;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;
import org.messageroaming.resilience.BreakerProperties;
import org.springframework.core.io.ByteArrayResource;

/** The fan-out of one instance over stores in memory, by one thread, and two conversations of different shards that ann writes to. */
final class TestFanout implements AutoCloseable {
    static final ConversationId GROUP = new ConversationId("g");
    static final UserId ANN = new UserId("ann");

    private final ExecutorService turns = Executors.newCachedThreadPool();
    private final ScheduledExecutorService deliveries = Executors.newScheduledThreadPool(1);
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private final InMemoryTables tables = new InMemoryTables();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<Dropped> dropped = new CopyOnWriteArrayList<>();
    private volatile boolean gone;
    private volatile CompletableFuture<Void> marksWaitFor = CompletableFuture.completedFuture(null);
    private final InMemoryJournal journal;
    private final FaultyInstance instance;
    private final ConversationId other;

    TestFanout(int segmentSize, List<UserId> members) {
        this.journal = new InMemoryJournal(segmentSize) {
            @Override
            public synchronized CompletionStage<Void> drop(int shard, long segment) {
                Progress.Marks marks = instance.calls().await(progress().read(shard));
                dropped.add(new Dropped(segment, Math.min(marks.applied(), marks.delivered())));
                return super.drop(shard, segment);
            }
        };
        this.instance = new FaultyInstance(journal, tables, turns, new Random(1), 0);
        this.other = IntStream.range(0, 1000)
                .mapToObj(i -> new ConversationId("other" + i))
                .filter(id -> instance.replicas().shardOf(id) != shard())
                .findFirst()
                .orElseThrow();
        instance.execute(FaultyInstance.ensure(GROUP, members));
    }

    /** Makes a conversation with the same members in the other shard. */
    ConversationId createOther(List<UserId> members) {
        instance.execute(FaultyInstance.ensure(other, members));
        return other;
    }

    /** What was dropped, and the lesser of the marks that were stored then. */
    record Dropped(long segment, long marked) {}

    /** This one alone, until another one takes it for gone. */
    private final class Life implements Instances {
        @Override
        public Set<UUID> heartbeat(UUID self) {
            return Set.of(gone ? UUID.randomUUID() : self);
        }

        @Override
        public void leave(UUID self) {}
    }

    /** From the next heartbeat on every shard is another instance's. */
    void giveUp() {
        gone = true;
    }

    void emit(Function<Draft, Event> event) {
        emit(GROUP, event);
    }

    private void emit(ConversationId id, Function<Draft, Event> event) {
        instance.execute(new TestCommand<>(id, draft -> {
            draft.emit(event.apply(draft));
            return true;
        }));
    }

    void append(long seq) {
        append(GROUP, seq);
    }

    void append(ConversationId id, long seq) {
        emit(id, draft -> new Event.MessageAppended(TestMessages.sent(id, seq, ANN, draft.now()), "d" + seq, false));
    }

    /** Ann's, with nothing in it. */
    static Message message(long seq, Instant sentAt) {
        return TestMessages.sent(GROUP, seq, ANN, sentAt);
    }

    /** The group's shard. */
    int shard() {
        return shardOf(GROUP);
    }

    int shardOf(ConversationId id) {
        return instance.replicas().shardOf(id);
    }

    /** The newest position of the group's shard that is applied. */
    long applied() {
        return appliedOf(GROUP);
    }

    /** The newest position of a conversation's shard that is applied. */
    long appliedOf(ConversationId id) {
        return instance.replicas().applied(shardOf(id));
    }

    /** The stored marks. */
    Progress progress() {
        return tables.progress(() -> {});
    }

    /** The stored delivered mark of the group's shard. */
    long mark() {
        return instance.calls().await(progress().read(shard())).delivered();
    }

    /** The segments that were dropped, in order. */
    List<Dropped> dropped() {
        return dropped;
    }

    /** How many workers have begun. */
    int begun() {
        return begun.get();
    }

    /** Has marks that are asked for from now on wait for the future. */
    void holdMarks(CompletableFuture<Void> until) {
        marksWaitFor = until;
    }

    /** The marks, as slow as the store is. */
    private record SlowMarks(Progress progress, Supplier<CompletableFuture<Void>> until) implements Progress {
        @Override
        public CompletionStage<Marks> read(int shard) {
            return progress.read(shard);
        }

        @Override
        public CompletionStage<Void> applied(int shard, long position) {
            return progress.applied(shard, position);
        }

        @Override
        public CompletionStage<Void> delivered(int shard, long position) {
            return until.get().thenCompose(now -> progress.delivered(shard, position));
        }
    }

    Fanout start(InboxDeliveries inboxes, Duration poll) {
        ReadTables read = tables.tables(() -> {});
        Progress progress = new SlowMarks(progress(), () -> marksWaitFor);
        FanoutProperties properties = new FanoutProperties(
                URI.create("http://localhost"),
                null,
                new ByteArrayResource("key".getBytes(StandardCharsets.US_ASCII)),
                "history-service",
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                1,
                Duration.ofMillis(10),
                poll,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                100,
                new BreakerProperties(80, Duration.ofSeconds(3), 5, Duration.ofSeconds(1), 3));
        Fanout fanout = new Fanout(
                UUID.randomUUID(),
                instance.replicas(),
                new Life(),
                properties,
                shard -> {
                    begun.incrementAndGet();
                    return new ShardFanout(
                            shard,
                            instance.replicas(),
                            journal,
                            progress,
                            read,
                            instance.calls(),
                            properties.rememberedConversations());
                },
                shard -> instance.calls().await(progress.read(shard)).delivered(),
                inboxes,
                deliveries,
                clockwork,
                () -> 0,
                Clock.systemUTC());
        fanout.start();
        return fanout;
    }

    @Override
    public void close() {
        List.of(turns, deliveries, clockwork).forEach(ExecutorService::shutdownNow);
    }
}
