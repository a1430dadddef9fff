package org.messageroaming.offline.inbox.redis;

import java.util.concurrent.atomic.AtomicBoolean;

/** What is known of one channel that somebody waits for. */
final class Subscription {
    private final AtomicBoolean made = new AtomicBoolean();
    private volatile long triedAt;

    /** @param now of {@link System#nanoTime}, when the first attempt was made */
    Subscription(long now) {
        this.triedAt = now;
    }

    /** The server has said that it is made; true for the first time since it was lost. */
    boolean make() {
        return made.compareAndSet(false, true);
    }

    void lose() {
        made.set(false);
    }

    boolean isMade() {
        return made.get();
    }

    /** Whether it is time for an attempt; one whose answer has not come within the patience counts as failed. */
    boolean isDue(long now, long patienceNanos) {
        return !made.get() && sinceTried(now) >= patienceNanos;
    }

    /** Nanoseconds since the last attempt. */
    long sinceTried(long now) {
        return now - triedAt;
    }

    void tried(long now) {
        triedAt = now;
    }
}
