package org.messageroaming.history.replica;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;
import org.messageroaming.history.journal.Claim;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.journal.JournalProperties;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.BreakerProperties;
import org.messageroaming.resilience.Circuits;
import org.springframework.util.unit.DataSize;

/** One instance of the service; once it has crashed nothing that it does takes effect any more. */
public final class FaultyInstance {
    public static final int SEGMENT_SIZE = 4;
    private static final int SHARDS = 2;
    /** Opens at nearly every failure, for a moment: whatever is claimed must not depend on when requests are refused. */
    private static final BreakerProperties NERVOUS =
            new BreakerProperties(5, Duration.ofSeconds(1), 2, Duration.ofMillis(2), 1);

    private final Random random;
    private final double crashes;
    private final Replicas replicas;
    private final Journal journal;
    private final Progress progress;
    private final StoreCalls calls;
    private volatile boolean dead;

    /** @param crashes how probable it is at each step that the instance dies */
    public FaultyInstance(
            Journal journal, InMemoryTables tables, ExecutorService turns, Random random, double crashes) {
        this(journal, tables, turns, random, crashes, Duration.ofSeconds(5));
    }

    /** @param patience how long a request waits for its answer */
    FaultyInstance(
            Journal journal,
            InMemoryTables tables,
            ExecutorService turns,
            Random random,
            double crashes,
            Duration patience) {
        this.random = random;
        this.crashes = crashes;
        this.journal = new FaultyJournal(journal);
        this.progress = tables.progress(this::step);
        ReplicaProperties properties =
                new ReplicaProperties(100, 100, 3, 2, Duration.ofSeconds(5), patience, SHARDS, NERVOUS);
        this.calls = new StoreCalls(
                properties.storeTimeout(),
                new Circuits(new SimpleMeterRegistry())
                        .breaker("it", "The store", properties.breaker(), StoreUnavailableException.class::isInstance));
        this.replicas = new Replicas(
                this.journal,
                progress,
                tables.tables(this::step),
                calls,
                new JournalProperties(SHARDS, SEGMENT_SIZE, 16, DataSize.ofKilobytes(64)),
                properties,
                turns,
                Clock.systemUTC(),
                UUID::randomUUID,
                shard -> {});
    }

    public boolean isDead() {
        return dead;
    }

    public Replicas replicas() {
        return replicas;
    }

    public StoreCalls calls() {
        return calls;
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

    /** Runs a command, with whatever befalls this instance. */
    public <R> R execute(Command<R> command) {
        return replicas.execute(command);
    }

    /** Drops the segments that are wholly applied, as the fan-out does. */
    public void dropWhatIsApplied() {
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
        public CompletionStage<Boolean> replace(int shard, Entry read, List<Event> events) {
            return stepped(() -> inner.replace(shard, read, events));
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

    /** Creates the conversation, of users who see everything, if it does not exist. */
    public static Command<Boolean> ensure(ConversationId id, List<UserId> members) {
        return new TestCommand<>(id, draft -> {
            if (draft.conversation() == null) {
                draft.emit(new Event.ConversationCreated(
                        id, ConversationKind.GROUP, HistoryVisibility.FULL, draft.now(), members));
            }
            return true;
        });
    }
}
