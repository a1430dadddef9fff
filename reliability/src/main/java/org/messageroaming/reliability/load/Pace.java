package org.messageroaming.reliability.load;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How fast clients go on. While an instance or a Cassandra node starts they take their time: all of this is on one machine, and one that
 * starts would have a processor of its own elsewhere. At full load it takes minutes here.
 */
final class Pace {
    private static final long SLOW_MILLIS = 1000;

    private final BooleanSupplier slow;

    Pace(BooleanSupplier slow) {
        this.slow = slow;
    }

    /** Returns when the next request may be sent. */
    void hold() {
        if (!slow.getAsBoolean()) {
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
