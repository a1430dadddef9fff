package org.messageroaming.reliability.load;

/** Threads of the harness: one that dies does nothing any more, so that it is a finding, whatever it died of. */
public final class Watched {
    private Watched() {}

    /** A thread that is not started yet. */
    public static Thread thread(String name, Runnable work, Violations violations) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(violations::died);
        return thread;
    }
}
