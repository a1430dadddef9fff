package org.messageroaming.history.fanout;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How one shard's deliveries go at this instance. Between {@link #enter} and {@link #leave} it is used by one thread at a time, but for
 * what may be called from any.
 */
final class Lane {
    private final AtomicBoolean entered = new AtomicBoolean();
    private final AtomicReference<@Nullable ShardFanout> worker = new AtomicReference<>();
    private volatile @Nullable ShardFanout overdue;
    private final Window window = new Window();
    private long pauseMillis;

    /** Begins a turn, or the wait for one. From any thread. Returns whether none had begun. */
    boolean enter() {
        return entered.compareAndSet(false, true);
    }

    /** Ends what {@link #enter} began. */
    void leave() {
        entered.set(false);
    }

    /** Who delivers; null when nobody has begun. From any thread. */
    @Nullable
    ShardFanout worker() {
        return worker.get();
    }

    /** Who delivers; begins where nobody has. */
    ShardFanout worker(Supplier<ShardFanout> starter) {
        ShardFanout now = worker.get();
        if (now == null) {
            now = starter.get();
            worker.set(now);
        }
        return now;
    }

    /** Who knows best what waits: a worker that failed, until the next one has delivered. From any thread. */
    @Nullable
    ShardFanout witness() {
        ShardFanout failed = overdue;
        return failed != null ? failed : worker.get();
    }

    /** Another one is to begin, at the mark, so that it follows what this one delivered. From any thread. */
    void retire() {
        ShardFanout last = worker.getAndSet(null);
        if (last != null) {
            CompletableFuture<Void> unused = last.mark();
        }
    }

    /** The shard is another instance's. From any thread. */
    void giveUp() {
        retire();
        overdue = null;
    }

    /** How many entries a turn may have, at least 1. */
    int entries() {
        return window.entries();
    }

    /**
     * Whether its turns may go with others': they would wait while its worker begins, and be refused with it when what has failed lately
     * fails again.
     */
    boolean mayShare() {
        return window.isWhole() && worker.get() != null;
    }

    /** A turn succeeded, or there was nothing to do. */
    void succeeded() {
        window.succeeded();
        pauseMillis = 0;
        overdue = null;
    }

    /**
     * A turn failed. Where what its worker has in mind may no longer be so, a new one is to repeat it.
     *
     * @param properties tell how long to wait
     * @return how long to wait before it is repeated, in milliseconds
     */
    long failed(FanoutProperties properties) {
        ShardFanout last = worker.get();
        if (last == null || !last.canRepeat()) {
            overdue = last;
            retire();
        }
        window.failed();
        long next = pauseMillis == 0 ? properties.retryFirst().toMillis() : 2 * pauseMillis;
        pauseMillis = Math.min(next, properties.retryLongest().toMillis());
        return pauseMillis;
    }
}
