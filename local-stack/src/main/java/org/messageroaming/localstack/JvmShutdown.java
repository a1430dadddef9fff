package org.messageroaming.localstack;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Knows whether this JVM is going down. */
final class JvmShutdown {

    private static final CountDownLatch BEGUN = new CountDownLatch(1);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(BEGUN::countDown, "shutdown begins"));
    }

    private JvmShutdown() {}

    /** To be called while the JVM is up: a hook cannot be added any more when it goes down. */
    static void watch() {
        // Loading this class has added the hook.
    }

    /** Whether the shutdown has begun or begins within this time, which it waits for. */
    static boolean beginsWithin(Duration time) {
        try {
            return BEGUN.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
