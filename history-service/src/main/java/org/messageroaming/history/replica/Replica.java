package org.messageroaming.history.replica;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.journal.Claim;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance's replica of one shard: decides waiting commands against the state at the journal's tip, claims the next
 * position for all of them together, applies the entry to the read tables, then answers. Commands that arrive meanwhile share
 * the next entry.
 *
 * <p>Any number of replicas of a shard may work at once. Whoever loses a claim gets the winner's entry, decides again after it, and
 * applies it as well (the winner may have died). Nothing is answered before it is claimed and applied, with all that precedes it.
 *
 * <p>Turns of a replica never overlap; callers may be on any thread.
 */
final class Replica {
    /** After so many lost claims others are taken to be ahead by more: then their entries are read many at a time. */
    private static final int BEHIND = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    private final int shard;
    private final Journal journal;
    private final Follower follower;
    private final FactLoader facts;
    private final BatchLimits limits;
    private final Executor executor;
    private final Clock clock;
    private final Supplier<UUID> claimIds;

    private final Queue<Pending<?>> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean catchUpWanted = new AtomicBoolean();

    /** How much one entry and the queue before it may hold, and how long a command is worth deciding. */
    record BatchLimits(int waiting, int events, long bytes, Duration patience) {}

    Replica(
            int shard,
            Journal journal,
            Follower follower,
            FactLoader facts,
            BatchLimits limits,
            Executor executor,
            Clock clock,
            Supplier<UUID> claimIds) {
        this.shard = shard;
        this.journal = journal;
        this.follower = follower;
        this.facts = facts;
        this.limits = limits;
        this.executor = executor;
        this.clock = clock;
        this.claimIds = claimIds;
    }

    /**
     * Takes a command in.
     *
     * @return completes once its events are claimed and applied; exceptionally with what it was refused for, or with
     *     {@link StoreUnavailableException}, after which its outcome is unknown and repeating it is safe
     */
    <R> CompletableFuture<R> submit(Command<R> command) {
        Pending<R> pending = new Pending<>(
                command, System.nanoTime() + Deadline.atMost(limits.patience()).toNanos());
        if (waiting.incrementAndGet() > limits.waiting()) {
            waiting.decrementAndGet();
            pending.fail(new StoreUnavailableException("Too many requests are waiting", null));
            return pending.answer();
        }
        CompletableFuture<R> answer = pending.answer().whenComplete((value, error) -> waiting.decrementAndGet());
        load(pending);
        return answer;
    }

    /** Has the replica read on and apply what other instances claimed, soon. */
    void catchUp() {
        catchUpWanted.set(true);
        kick();
    }

    private void load(Pending<?> pending) {
        if (!follower.isLoaded()) {
            enqueue(pending);
            return;
        }
        ConversationId id = pending.command().conversationId();
        facts.load(pending.command(), follower.applied(), follower.cached(id)).whenComplete((loaded, error) -> {
            if (error != null) {
                pending.fail(new StoreUnavailableException("The history store does not answer", error));
            } else {
                pending.loaded(loaded);
                enqueue(pending);
            }
        });
    }

    private void enqueue(Pending<?> pending) {
        ready.add(pending);
        kick();
    }

    private void kick() {
        if (running.compareAndSet(false, true)) {
            executor.execute(this::run);
        }
    }

    private void run() {
        List<Pending<?>> batch = List.of();
        try {
            boolean catchUp = catchUpWanted.getAndSet(false);
            if (!follower.isLoaded()) {
                follower.load();
            } else {
                follower.applyRest();
                if (catchUp) {
                    follower.readOn();
                }
            }
            batch = takeBatch();
            if (!batch.isEmpty()) {
                settle(batch);
            }
        } catch (RuntimeException | Error trouble) {
            if (!(trouble instanceof StoreUnavailableException)) {
                LOG.error("shard {} could not work", shard, trouble);
            }
            failAll(batch, trouble);
            failAll(takeAll(), trouble);
        } finally {
            running.set(false);
            if (!ready.isEmpty() || catchUpWanted.get()) {
                kick();
            }
        }
    }

    private static void failAll(List<Pending<?>> batch, Throwable trouble) {
        StoreUnavailableException unavailable = trouble instanceof StoreUnavailableException known
                ? known
                : new StoreUnavailableException("The history store does not answer", trouble);
        batch.forEach(pending -> pending.fail(unavailable));
    }

    private List<Pending<?>> takeAll() {
        List<Pending<?>> all = new ArrayList<>();
        for (Pending<?> next = ready.poll(); next != null; next = ready.poll()) {
            all.add(next);
        }
        return all;
    }

    private List<Pending<?>> takeBatch() {
        List<Pending<?>> batch = new ArrayList<>();
        int events = 0;
        long bytes = 0;
        for (Pending<?> next = ready.peek(); next != null; next = ready.peek()) {
            events += next.command().events();
            bytes += next.command().size();
            if (!batch.isEmpty() && (events > limits.events() || bytes > limits.bytes())) {
                break;
            }
            batch.add(next);
            ready.remove();
        }
        return batch;
    }

    /**
     * Decide, claim, apply, answer; from the start again whenever another instance was first. Its entry is applied only after the next
     * claim: it is applying it, too, and who claims while the other one applies gets its turn, however slow it is.
     */
    private void settle(List<Pending<?>> batch) {
        List<Pending<?>> remaining = new ArrayList<>(batch);
        boolean upToDate = false;
        for (int lost = 0; !remaining.isEmpty(); lost++) {
            if (lost > 0 && lost % BEHIND == 0) {
                // One claim after the other would be a round for each entry that is behind.
                follower.foldOn();
            }
            Draft draft = new Draft(follower.tip() + 1, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            decideAll(remaining, draft);
            boolean stands = draft.events().isEmpty()
                    ? upToDate || isAtTip()
                    : claim(new Entry(follower.tip() + 1, claimIds.get(), draft.events()));
            if (stands) {
                follower.applyRest();
                remaining.forEach(Pending::complete);
                return;
            }
            upToDate |= draft.events().isEmpty();
        }
    }

    /**
     * A claim that is won proves that the decision was made at the journal's tip. Where nothing is to be claimed (a refusal, a
     * repetition) that must be asked, or the answer would be that of a state as old as this instance's last claim. Once is enough:
     * what is decided after that is not older than the requests.
     */
    private boolean isAtTip() {
        long tip = follower.tip();
        follower.readOn();
        return follower.tip() == tip;
    }

    /** Commands whose facts are too old go back to loading; those whose callers were told that there is no answer are dropped. */
    private void decideAll(List<Pending<?>> batch, Draft draft) {
        Map<ConversationId, Conversation> atTip = new HashMap<>();
        batch.removeIf(pending -> {
            if (pending.isOver(System.nanoTime())) {
                pending.fail(new StoreUnavailableException("The history store does not answer in time", null));
                return true;
            }
            Draft.View view = view(pending, atTip);
            if (view == null) {
                load(pending);
                return true;
            }
            pending.decide(draft, view);
            return false;
        });
    }

    private Draft.@Nullable View view(Pending<?> pending, Map<ConversationId, Conversation> atTip) {
        Loaded loaded = pending.loaded();
        return loaded == null ? null : follower.bringUp(pending.command(), loaded, atTip);
    }

    /** Returns whether the entry stands; if not, what stands there instead is folded in. */
    private boolean claim(Entry entry) {
        Claim claim;
        try {
            claim = follower.await(journal.claim(shard, entry));
        } catch (StoreUnavailableException unknown) {
            claim = settleUnknown(entry);
        }
        if (claim instanceof Claim.Won) {
            follower.fold(entry);
            return true;
        }
        if (claim instanceof Claim.Lost lost) {
            follower.fold(lost.winner());
            return lost.winner().claimId().equals(entry.claimId());
        }
        follower.load();
        return false;
    }

    private Claim settleUnknown(Entry entry) {
        return follower.await(journal.settle(shard, entry.position()))
                .<Claim>map(Claim.Lost::new)
                .orElseGet(() -> follower.await(journal.claim(shard, entry)));
    }
}
