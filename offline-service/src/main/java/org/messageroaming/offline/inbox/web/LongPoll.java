package org.messageroaming.offline.inbox.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxService;
import org.messageroaming.offline.inbox.InboxStart;
import org.messageroaming.offline.inbox.Waiters;

/**
 * One pull that waits. Until its client has taken the answer it holds a connection and a place among the {@link Waiters}, and no
 * thread. Now and then it writes a byte of white space, which JSON allows before the answer: Tomcat notices only by writing that a client is gone.
 * Whatever fails once it waits, the empty page of the first pull is a true answer.
 */
final class LongPoll implements Waiters.Waiter {
    private final UserId user;
    private final int limit;
    private final InboxService inboxes;
    private final Waiters waiters;
    private final Turns writers;
    private final Duration heartbeat;
    private final long deadline;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean pulling = new AtomicBoolean();
    private volatile boolean again;
    private volatile @Nullable Held held;
    private volatile long nextBeat;

    /** What is there once it waits. */
    private record Held(HeldAnswer answer, InboxPage empty) {}

    /** @param deadline until when it may wait, of {@link System#nanoTime} */
    LongPoll(
            UserId user,
            int limit,
            InboxService inboxes,
            Waiters waiters,
            Turns writers,
            Duration heartbeat,
            long deadline) {
        this.user = user;
        this.limit = limit;
        this.inboxes = inboxes;
        this.waiters = waiters;
        this.writers = writers;
        this.heartbeat = heartbeat;
        this.deadline = deadline;
    }

    /**
     * Begins to wait.
     *
     * @param empty the first pull's page
     * @param now of {@link System#nanoTime}
     */
    void hold(HeldAnswer answer, InboxPage empty, long now) {
        nextBeat = now + heartbeat.toNanos();
        held = new Held(answer, empty);
        if (again) {
            wake();
        }
        if (!waiters.isRunning()) {
            stop();
        }
    }

    /** Ends it when its time is over, or shows that it still waits. */
    void tick(long now) {
        Held waiting = held;
        if (waiting == null) {
            return;
        }
        if (now - deadline >= 0) {
            end(waiting.empty());
        } else if (now - nextBeat >= 0) {
            nextBeat = now + heartbeat.toNanos();
            writers.execute(user, waiting.answer()::beat);
        }
    }

    @Override
    public Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    boolean isOver() {
        return ended.get();
    }

    @Override
    public void wake() {
        again = true;
        Held waiting = held;
        if (waiting == null || ended.get() || !pulling.compareAndSet(false, true)) {
            return;
        }
        again = false;
        inboxes.pullLater(user, new InboxStart.After(waiting.empty().cursor()), limit)
                .whenComplete((page, error) -> {
                    pulling.set(false);
                    if (error != null) {
                        end(waiting.empty());
                    } else if (!page.entries().isEmpty() || page.gap() != null) {
                        end(page);
                    } else if (again) {
                        wake();
                    }
                });
    }

    @Override
    public void stop() {
        Held waiting = held;
        if (waiting != null) {
            end(waiting.empty());
        }
    }

    /** Gives the place back; nothing is written any more. */
    void release() {
        ended.set(true);
        waiters.leave(user, this);
    }

    /** The place is kept: the answer is in memory until the client has taken it. */
    private void end(InboxPage page) {
        Held waiting = held;
        if (waiting != null && ended.compareAndSet(false, true)) {
            writers.execute(user, () -> waiting.answer().end(PageBody.of(page, user)));
        }
    }
}
