package org.messageroaming.history.fanout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.replica.ReadTables;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.state.Event;
import org.messageroaming.model.Operation;
import org.messageroaming.model.problem.StoreUnavailableException;

/**
 * What one shard owes to inboxes, in journal order, a {@link Turn} at a time, from the delivered mark on. The mark follows. When this
 * dies, another one goes on from the mark; what that one sends again is recognised by its entry id. Several at once do no harm: each
 * turn is sent in order, and is there before the next one is sent.
 *
 * <p>A segment is dropped when everything in it is applied and delivered. Used by one thread at a time, but for what says otherwise.
 */
final class ShardFanout {
    /** How many events a turn delivers, but for an entry that has more by itself. */
    private static final int MAX_EVENTS = 512;

    /**
     * How many events of all shards may be beyond the stored marks when their turns end. Whoever goes on sends them again, and an
     * inbox recognises its last 1000 entries.
     */
    private static final int MAX_UNMARKED = 512;

    private static final Duration TRUSTED = Duration.ofMillis(500);

    private final int shard;
    private final int maxUnmarked;
    private final Replicas replicas;
    private final Journal journal;
    private final Progress progress;
    private final StoreCalls calls;
    private final Recipients recipients;
    private long checkedAt;
    private @Nullable CompletionStage<Progress.Marks> looking;
    private volatile long delivered;
    /** The mark, as far as this worker has moved it. */
    private volatile long marked;
    /** What moves it now, one at a time, and where it will be then. */
    private CompletableFuture<Void> marking = CompletableFuture.completedFuture(null);

    private long markingTo;
    /** Events that were sent since this worker last waited for the mark to move. */
    private int unmarked;

    private boolean markDue;

    private long undropped;
    private volatile @Nullable Instant oldestWaiting;
    private boolean repeatable;

    ShardFanout(
            int shard,
            Replicas replicas,
            Journal journal,
            Progress progress,
            ReadTables tables,
            StoreCalls calls,
            int rememberedConversations) {
        this.shard = shard;
        this.maxUnmarked = MAX_UNMARKED / replicas.shards();
        this.replicas = replicas;
        this.journal = journal;
        this.progress = progress;
        this.calls = calls;
        this.checkedAt = System.nanoTime();
        this.delivered = calls.await(progress.read(shard)).delivered();
        this.marked = delivered;
        this.markingTo = delivered;
        this.undropped = Math.max(0, delivered == 0 ? 0 : journal.segmentOf(delivered) - 1);
        this.recipients = new Recipients(shard, journal, tables, calls, delivered, rememberedConversations);
    }

    /**
     * Whether whoever starts anew starts behind a position. Asks for that once the position is delivered. May be called from any
     * thread while the worker works.
     */
    boolean isMarked(long position) {
        if (marked < position && position <= delivered) {
            CompletableFuture<Void> unused = mark();
        }
        return marked >= position;
    }

    /**
     * Moves the mark on to what is delivered now, after what moves it already. May be called from any thread while the worker works.
     *
     * @return fails when the store does not take it; the next call tries again
     */
    synchronized CompletableFuture<Void> mark() {
        long to = delivered;
        if (markingTo < to || marking.isCompletedExceptionally()) {
            markingTo = to;
            marking = marking.handle((done, failure) -> to)
                    .thenCompose(position -> progress.delivered(shard, position))
                    .thenRun(() -> marked = to);
        }
        return marking;
    }

    /** Whose entries it carries. */
    int shard() {
        return shard;
    }

    /** How many applied entries wait to be delivered. From any thread. */
    long backlog() {
        return Math.max(0, replicas.applied(shard) - delivered);
    }

    /** When the oldest message that waits was sent; null when none is known to wait. From any thread. */
    @Nullable
    Instant oldestWaiting() {
        return oldestWaiting;
    }

    /**
     * What is to be delivered next. It has to be sent, {@link #complete}d and {@link #settle}d before the next one is asked for.
     *
     * @param atMost how many entries, at least 1
     * @return null when nothing waits
     * @throws StoreUnavailableException when a store does not answer, or another worker went on
     */
    @Nullable
    Turn next(int atMost) {
        repeatable = false;
        List<Entry> entries = entriesAfter(delivered, atMost);
        if (entries.isEmpty()) {
            oldestWaiting = null;
            return null;
        }
        Steps steps = new Steps(recipients);
        entries.forEach(steps::add);
        oldestWaiting = steps.oldest();
        return new Turn(this, entries, steps.all());
    }

    /** All of a turn is in the inboxes. Begins to move the mark, where that is due. */
    void complete(Turn turn) {
        delivered = turn.last();
        if (backlog() == 0) {
            oldestWaiting = null;
        }
        recipients.passed(delivered);
        List<Event> events = turn.entries().stream()
                .flatMap(entry -> entry.events().stream())
                .toList();
        unmarked += events.size();
        markDue = unmarked > maxUnmarked || events.stream().anyMatch(ShardFanout::isAwaited);
        if (markDue) {
            CompletableFuture<Void> unused = mark();
        }
    }

    /** Whether {@link #settle} has anything to wait for. */
    boolean isUnsettled() {
        return markDue || hasPassedSegment();
    }

    /**
     * Waits for the mark where it is due, and drops what nobody needs any more.
     *
     * @throws StoreUnavailableException when the store does not answer
     */
    void settle() {
        if (markDue) {
            awaitMark();
        }
        dropPassedSegments();
    }

    /** Whether somebody may wait for it to be marked: a recall and an erasure are done once the mark is behind them. */
    private static boolean isAwaited(Event event) {
        return event instanceof Event.MemberErased
                || event instanceof Event.MessageErased
                || (event instanceof Event.OperationApplied applied && applied.operation() instanceof Operation.Recall);
    }

    private void awaitMark() {
        calls.await(mark());
        unmarked = 0;
    }

    /** Begins to ask whether somebody else moved the mark, where the last answer is too old. */
    void look() {
        if (looking == null && System.nanoTime() - checkedAt > TRUSTED.toNanos()) {
            checkedAt = System.nanoTime();
            looking = progress.read(shard);
        }
    }

    /**
     * To be asked before anything is sent. A worker that slept may have been overtaken by far more than an inbox recognises; what it
     * would send then is long delivered.
     *
     * @throws StoreUnavailableException when the store does not answer, or somebody else has moved the mark: a new worker must start
     *     from there
     */
    void requireCurrent() {
        look();
        CompletionStage<Progress.Marks> answer = looking;
        looking = null;
        if (answer != null && calls.await(answer).delivered() > delivered) {
            throw new StoreUnavailableException("another instance went on", null);
        }
    }

    /** The applied entries after a position, not beyond the end of its successor's segment. */
    private List<Entry> entriesAfter(long position, int atMost) {
        long applied = replicas.applied(shard);
        if (position >= applied) {
            return List.of();
        }
        List<Entry> inMemory = replicas.appliedAfter(shard, position);
        List<Entry> entries = inMemory != null ? inMemory : read(position + 1, atMost);
        long segment = journal.segmentOf(position + 1);
        List<Entry> fitting = new ArrayList<>();
        int events = 0;
        for (Entry entry : entries) {
            events += entry.events().size();
            boolean full = fitting.size() == atMost || (events > MAX_EVENTS && !fitting.isEmpty());
            if (full || entry.position() > applied || journal.segmentOf(entry.position()) != segment) {
                break;
            }
            fitting.add(entry);
        }
        return fitting;
    }

    private List<Entry> read(long from, int atMost) {
        Journal.Slice slice = calls.await(journal.read(shard, from, atMost));
        if (slice.sealed()) {
            throw new StoreUnavailableException("another instance went on", null);
        }
        return slice.entries();
    }

    /**
     * Whether the last turn failed only since the offline side did not take it. Then the same worker repeats it: a new one would look
     * through all of the journal that waits, again and again for as long as inboxes cannot be reached.
     */
    boolean canRepeat() {
        return repeatable;
    }

    /** The offline side did not take a turn. */
    void notTaken() {
        recipients.begin();
        repeatable = true;
    }

    private boolean hasPassedSegment() {
        return undropped < journal.segmentOf(delivered);
    }

    /** Both marks are moved first: whoever starts anew must start behind what is gone. */
    private void dropPassedSegments() {
        while (hasPassedSegment()) {
            awaitMark();
            calls.await(progress.applied(shard, delivered));
            calls.await(journal.drop(shard, undropped));
            undropped++;
        }
    }
}
