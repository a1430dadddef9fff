package org.messageroaming.resilience;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is opened when it is first wanted, by one attempt at a time and by a thread of its own: a server that takes the
 * connection and then says nothing holds that thread, and whoever wants the connection waits as long as they like. It is kept once it
 * is open: what is lost its client opens again itself.
 */
public final class Opening<T> {
    private final Supplier<T> open;
    private final Predicate<T> closed;
    private @Nullable CompletableFuture<T> attempt;

    /**
     * Nothing is opened yet.
     *
     * @param open opens it, however long that takes
     * @param closed whether one that was open has been closed for good, so that another one is needed; answers at once
     */
    public Opening(Supplier<T> open, Predicate<T> closed) {
        this.open = open;
        this.closed = closed;
    }

    /** The connection; fails with what the attempt under way fails with. After a failure the next call begins another attempt. */
    public synchronized CompletionStage<T> get() {
        if (attempt == null || attempt.isCompletedExceptionally() || isClosed(attempt.getNow(null))) {
            attempt = CompletableFuture.supplyAsync(open, Opening::inItsOwnThread);
        }
        return attempt;
    }

    /** The connection if it is open already, else null. */
    public synchronized @Nullable T now() {
        return attempt == null || attempt.isCompletedExceptionally() ? null : attempt.getNow(null);
    }

    private boolean isClosed(@Nullable T opened) {
        return opened != null && closed.test(opened);
    }

    private static void inItsOwnThread(Runnable task) {
        Thread thread = new Thread(task, "opening");
        thread.setDaemon(true);
        thread.start();
    }
}
