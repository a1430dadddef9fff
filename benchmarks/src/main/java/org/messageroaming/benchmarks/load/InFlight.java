package org.messageroaming.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Keeps a store busy: so many operations are always under way, each begun when the one before it in its place has ended. */
public final class InFlight {
    private static final int DIGITS = 3;

    private final IntFunction<CompletionStage<?>> operation;
    private final long end;
    private final AtomicLong left;
    private final AtomicLong done = new AtomicLong();
    private final AtomicInteger running;
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private final Histogram nanos = new ConcurrentHistogram(DIGITS);

    private InFlight(IntFunction<CompletionStage<?>> operation, int places, long end, long times) {
        this.operation = operation;
        this.end = end;
        this.left = new AtomicLong(times);
        this.running = new AtomicInteger(places);
    }

    /**
     * What was done.
     *
     * @param perSecond operations that ended in time
     * @param p50Nanos half of them took no longer than this, in nanoseconds
     */
    public record Done(double perSecond, long p50Nanos) {}

    /**
     * Does it.
     *
     * @param places how many operations are under way
     * @param operation begins one in a place, from 0
     * @throws java.util.concurrent.CompletionException when one fails
     */
    public static Done run(int places, Duration duration, IntFunction<CompletionStage<?>> operation) {
        InFlight run = new InFlight(operation, places, System.nanoTime() + duration.toNanos(), Long.MAX_VALUE);
        run.join(places);
        return new Done(run.done.get() / (duration.toMillis() / 1000.0), run.nanos.getValueAtPercentile(50));
    }

    /** As {@link #run}, so many times instead of so long. */
    public static void times(int places, long times, IntFunction<CompletionStage<?>> operation) {
        new InFlight(operation, places, Long.MAX_VALUE, times).join(places);
    }

    private void join(int places) {
        for (int place = 0; place < places; place++) {
            next(place);
        }
        all.join();
    }

    /** A loop where an operation has ended at once, so that the stack does not grow. */
    private void next(int place) {
        while (true) {
            long start = System.nanoTime();
            if (start >= end || left.getAndDecrement() <= 0 || all.isDone()) {
                if (running.decrementAndGet() == 0) {
                    all.complete(null);
                }
                return;
            }
            CompletableFuture<?> stage = operation.apply(place).toCompletableFuture();
            if (!stage.isDone()) {
                CompletableFuture<?> unused = stage.whenComplete((value, error) -> {
                    if (ended(start, error)) {
                        next(place);
                    }
                });
                return;
            }
            if (!ended(start, stage.isCompletedExceptionally() ? new IllegalStateException("" + stage) : null)) {
                return;
            }
        }
    }

    private boolean ended(long start, @Nullable Throwable error) {
        if (error != null) {
            all.completeExceptionally(error);
            return false;
        }
        long now = System.nanoTime();
        nanos.recordValue(now - start);
        if (now < end) {
            done.incrementAndGet();
        }
        return true;
    }
}
