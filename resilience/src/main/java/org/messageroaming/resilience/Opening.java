package org.messageroaming.resilience;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is opened when it is first wanted, by one attempt at a time and by a thread of its own: a server that takes the
 * connection and then says nothing holds that thread, and nobody who wants the connection. It is kept once it
 * is open: what is lost its client opens again itself.
 */
public final class Opening<T> implements AutoCloseable {
    private static final Executor OPENERS = DaemonThreads.oneEach("opening");

    private final Supplier<T> open;
    private final Predicate<T> ended;
    private final Consumer<T> close;
    private @Nullable CompletableFuture<T> attempt;
    private boolean closed;

    /**
     * Nothing is opened yet.
     *
     * @param open opens it, however long that takes
     * @param ended whether one that was open has been closed for good, so that another one is needed; answers at once. One that its
     *     client is about to mend has not: a second one beside it would never be closed
     * @param close closes one that is open, and lets go of one that has ended before another one is opened in its place
     */
    public Opening(Supplier<T> open, Predicate<T> ended, Consumer<T> close) {
        this.open = open;
        this.ended = ended;
        this.close = close;
    }

    /**
     * The connection; fails with what the attempt under way fails with, or when that takes longer than {@code patience}: what was to be
     * done with it is then not done later, when nobody waits for it any more. After a failure the next call begins another attempt.
     */
    public synchronized CompletionStage<T> get(Duration patience) {
        if (closed) {
            return CompletableFuture.failedStage(new IllegalStateException("closed"));
        }
        if (attempt == null || attempt.isCompletedExceptionally()) {
            attempt = CompletableFuture.supplyAsync(open, OPENERS);
        } else if (isEnded(attempt.getNow(null))) {
            attempt = attempt.thenApplyAsync(this::replace, OPENERS);
        }
        return attempt.isDone() ? attempt : attempt.copy().orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The connection if it is open already, else null. */
    public synchronized @Nullable T now() {
        return attempt == null || attempt.isCompletedExceptionally() ? null : attempt.getNow(null);
    }

    /** Closes the connection, also one that is still being opened. Nothing is opened after that. */
    @Override
    public synchronized void close() {
        closed = true;
        if (attempt != null) {
            CompletableFuture<Void> unused = attempt.thenAccept(close);
        }
    }

    private T replace(T over) {
        close.accept(over);
        return open.get();
    }

    private boolean isEnded(@Nullable T opened) {
        return opened != null && ended.test(opened);
    }
}
