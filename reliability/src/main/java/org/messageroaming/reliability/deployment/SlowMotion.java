package org.messageroaming.reliability.deployment;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Makes a process slow: it is stopped and let go on, over and over. */
final class SlowMotion implements AutoCloseable {
    private static final long STOPPED_MILLIS = 150;
    private static final long RUNNING_MILLIS = 50;

    private final Thread thread;
    private final Runnable resume;

    SlowMotion(Runnable pause, Runnable resume, BooleanSupplier alive) {
        this.resume = resume;
        this.thread = new Thread(
                () -> {
                    try {
                        while (alive.getAsBoolean()) {
                            pause.run();
                            TimeUnit.MILLISECONDS.sleep(STOPPED_MILLIS);
                            resume.run();
                            TimeUnit.MILLISECONDS.sleep(RUNNING_MILLIS);
                        }
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                "slow-motion");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        resume.run();
    }
}
