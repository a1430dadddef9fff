package org.messageroaming.history.replica;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.journal.JournalProperties;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.problem.RoamingException;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.Deadline;
import org.messageroaming.resilience.Shutdown;

/** One instance's replicas of all shards, and the way from a conversation to its shard. */
public final class Replicas {
    private final List<Replica> replicas;
    private final List<Follower> followers;
    private final StoreCalls calls;
    private final ExecutorService executor;
    private final Duration requestTimeout;

    /**
     * @param executor runs the replicas' turns, which wait for the store
     * @param onAdvance told a shard's number whenever the shard has a newly applied entry
     */
    public Replicas(
            Journal journal,
            Progress progress,
            ReadTables tables,
            StoreCalls calls,
            JournalProperties dimensions,
            ReplicaProperties properties,
            ExecutorService executor,
            Clock clock,
            Supplier<UUID> claimIds,
            IntConsumer onAdvance) {
        long cachedMembers = Math.max(1, properties.cachedMembers() / dimensions.shards());
        Replica.BatchLimits limits = new Replica.BatchLimits(
                properties.maxWaiting(),
                dimensions.maxEntryEvents(),
                dimensions.maxEntrySize().toBytes(),
                properties.requestTimeout());
        Lots lots =
                new Lots(dimensions.maxEntryEvents(), dimensions.maxEntrySize().toBytes());
        FactLoader facts = new FactLoader(tables, calls);
        this.calls = calls;
        this.executor = executor;
        this.requestTimeout = properties.requestTimeout();
        this.followers = IntStream.range(0, dimensions.shards())
                .mapToObj(shard -> new Follower(
                        shard,
                        journal,
                        progress,
                        tables,
                        calls,
                        properties,
                        lots,
                        cachedMembers,
                        () -> onAdvance.accept(shard)))
                .toList();
        this.replicas = IntStream.range(0, dimensions.shards())
                .mapToObj(shard ->
                        new Replica(shard, journal, followers.get(shard), facts, limits, executor, clock, claimIds))
                .toList();
    }

    /** How many shards there are; they are numbered from 0. */
    public int shards() {
        return replicas.size();
    }

    /** The shard that holds a conversation: the same in every instance and for ever. */
    public int shardOf(ConversationId id) {
        CRC32C hash = new CRC32C();
        hash.update(id.value().getBytes(StandardCharsets.US_ASCII));
        return (int) (hash.getValue() % replicas.size());
    }

    /**
     * Takes a command in and waits for its answer, not beyond the request's deadline.
     *
     * @throws RoamingException what it was refused for; or {@link StoreUnavailableException} when its outcome is unknown, or when
     *     the store has not answered lately and the command was not taken in
     */
    public <R> R execute(Command<R> command) {
        return calls.admit(
                () -> answer(replicas.get(shardOf(command.conversationId())).submit(command)));
    }

    private <R> R answer(CompletableFuture<R> answer) {
        try {
            return answer.get(Deadline.atMost(requestTimeout).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RoamingException known
                    ? known
                    : new StoreUnavailableException("The history store does not answer", e);
        } catch (TimeoutException e) {
            throw new StoreUnavailableException("The history store does not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The service is stopping", e);
        }
    }

    /** Lets the turns end that are under way, so that the store is not closed in the middle of one. */
    void stop() {
        Shutdown.drain(executor, requestTimeout);
    }

    /** A conversation as this instance last knew it, which may be long ago; null when it does not know it. */
    public @Nullable Conversation known(ConversationId id) {
        return followers.get(shardOf(id)).cached(id);
    }

    /** Has a shard read on and apply what other instances claimed, soon. */
    public void catchUp(int shard) {
        replicas.get(shard).catchUp();
    }

    /** Every entry of a shard up to this position (inclusive) is in the read tables; 0 when the shard is not loaded yet. */
    public long applied(int shard) {
        return followers.get(shard).applied();
    }

    /**
     * A shard's applied entries after a position (exclusive), as far as they are in memory.
     *
     * @return null when the position is too old for that
     */
    public @Nullable List<Entry> appliedAfter(int shard, long position) {
        return followers.get(shard).after(position);
    }
}
