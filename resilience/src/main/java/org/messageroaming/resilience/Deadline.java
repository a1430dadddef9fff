package org.messageroaming.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Until when the request that a thread serves must be answered. The edge begins it; whoever waits for a store on that thread
 * waits no longer, so that the waits of one request do not add up. A thread that serves no request has none.
 */
public final class Deadline implements AutoCloseable {
    private static final ThreadLocal<Long> END = new ThreadLocal<>();

    private Deadline() {}

    /** Begins this thread's deadline; closing ends it, on the same thread. */
    public static Deadline begin(Duration limit) {
        END.set(System.nanoTime() + limit.toNanos());
        return new Deadline();
    }

    /** How long one may still wait: {@code limit}, or what is left if that is less; zero when the time is over. */
    public static Duration atMost(Duration limit) {
        @Nullable Long end = END.get();
        if (end == null) {
            return limit;
        }
        long left = Math.max(0, end - System.nanoTime());
        return left < limit.toNanos() ? Duration.ofNanos(left) : limit;
    }

    @Override
    public void close() {
        END.remove();
    }
}
