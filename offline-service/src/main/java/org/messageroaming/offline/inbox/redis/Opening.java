package org.messageroaming.offline.inbox.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is opened when it is first wanted, by one attempt at a time and by a thread of its own: a server that takes the
 * connection and then says nothing holds that thread, and whoever wants the connection waits as long as they like. It is kept once it
 * is open; Lettuce opens it again itself when it is lost.
 */
final class Opening<T> {
    private final Supplier<T> open;
    private @Nullable CompletableFuture<T> attempt;

    /** @param open opens it, however long that takes */
    Opening(Supplier<T> open) {
        this.open = open;
    }

    /** The connection; fails with what the attempt under way fails with. After a failure the next call begins another attempt. */
    synchronized CompletionStage<T> get() {
        if (attempt == null || attempt.isCompletedExceptionally()) {
            attempt = CompletableFuture.supplyAsync(open, Opening::inItsOwnThread);
        }
        return attempt;
    }

    /** The connection if it is open already, else null. */
    synchronized @Nullable T now() {
        return attempt == null || attempt.isCompletedExceptionally() ? null : attempt.getNow(null);
    }

    private static void inItsOwnThread(Runnable task) {
        Thread thread = new Thread(task, "redis-opening");
        thread.setDaemon(true);
        thread.start();
    }
}
