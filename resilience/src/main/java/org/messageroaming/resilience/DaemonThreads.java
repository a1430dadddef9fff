package org.messageroaming.resilience;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that keep no process alive; whoever needs what they are at to be finished waits for it, see {@link Shutdown}. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** Makes threads {@code name-1}, {@code name-2} and so on. */
    public static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs each task in a thread of its own, for what is seldom and may hang. */
    static Executor oneEach(String name) {
        ThreadFactory threads = named(name);
        return task -> threads.newThread(task).start();
    }
}
