package org.messageroaming.benchmarks.load;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Keeps a store busy: so many operations are always under way, each begun when the one before it in its place has ended. */
public final class InFlight {
    private final IntFunction<CompletionStage<?>> operation;
    private final long end;
    private final AtomicLong left;
    private final AtomicLong done = new AtomicLong();
    private final AtomicInteger running;
    private final CompletableFuture<Void> all = new CompletableFuture<>();

    private InFlight(IntFunction<CompletionStage<?>> operation, int places, long end, long times) {
        this.operation = operation;
        this.end = end;
        this.left = new AtomicLong(times);
        this.running = new AtomicInteger(places);
    }

    /**
     * Does it, and says how many operations a second ended in time.
     *
     * @param places how many operations are under way
     * @param operation begins one in a place, from 0
     * @throws java.util.concurrent.CompletionException when one fails
     */
    public static double rate(int places, Duration duration, IntFunction<CompletionStage<?>> operation) {
        InFlight run = new InFlight(operation, places, System.nanoTime() + duration.toNanos(), Long.MAX_VALUE);
        run.join(places);
        return run.done.get() / (duration.toMillis() / 1000.0);
    }

    /** As {@link #rate}, so many times instead of so long. */
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
            if (System.nanoTime() >= end || left.getAndDecrement() <= 0 || all.isDone()) {
                if (running.decrementAndGet() == 0) {
                    all.complete(null);
                }
                return;
            }
            CompletableFuture<?> stage = operation.apply(place).toCompletableFuture();
            if (!stage.isDone()) {
                CompletableFuture<?> unused = stage.whenComplete((value, error) -> {
                    if (ended(error)) {
                        next(place);
                    }
                });
                return;
            }
            if (!ended(stage.handle((value, error) -> Optional.ofNullable(error))
                    .join()
                    .orElse(null))) {
                return;
            }
        }
    }

    private boolean ended(@Nullable Throwable error) {
        if (error != null) {
            all.completeExceptionally(error);
            return false;
        }
        if (System.nanoTime() < end) {
            done.incrementAndGet();
        }
        return true;
    }
}
