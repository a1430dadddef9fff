package org.messageroaming.client;

import java.time.Duration;

/** Follows the inbox for as long as the app is open: one thread, one request that waits. */
public final class Listener implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(25);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Device device;
    private final Runnable onChange;
    private final Outbox.Sleeper sleeper;
    private final Thread thread;
    private volatile boolean stopped;

    /** @param onChange called after each answer, on the listener's thread */
    public Listener(Device device, Runnable onChange, Outbox.Sleeper sleeper) {
        this.device = device;
        this.onChange = onChange;
        this.sleeper = sleeper;
        this.thread = new Thread(this::run, "message-roaming-listener");
        this.thread.setDaemon(true);
    }

    /** Begins to follow. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!stopped) {
            try {
                device.await(WAIT);
                onChange.run();
            } catch (UnavailableException | RefusedException e) {
                // A refused token is followed by a fresh one sooner or later; the device goes on where it was.
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (!stopped) {
                sleeper.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it; a request that waits is broken off. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}
