package org.messageroaming.offline.inbox.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxService;
import org.messageroaming.offline.inbox.InboxStart;
import org.messageroaming.offline.inbox.Waiters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;

/**
 * One pull that waits. While it does, it holds a connection and a place among the {@link Waiters}, and no thread. Now and then it
 * writes a byte of white space, which JSON allows before the answer: Tomcat notices only by writing that a client is gone.
 * Whatever fails from the first such byte on, the empty page of the first pull is a true answer.
 */
final class LongPoll implements Waiters.Waiter {
    private static final Logger LOG = LoggerFactory.getLogger(LongPoll.class);

    private final UserId user;
    private final int limit;
    private final InboxService inboxes;
    private final Waiters waiters;
    private final Executor writers;
    private final Duration heartbeat;
    private final long deadline;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean pulling = new AtomicBoolean();
    private volatile boolean again;
    private volatile @Nullable Held held;
    private volatile long nextBeat;

    /** What is there once it waits. */
    private record Held(AsyncContext context, InboxPage empty) {}

    /** @param deadline until when it may wait, of {@link System#nanoTime} */
    LongPoll(
            UserId user,
            int limit,
            InboxService inboxes,
            Waiters waiters,
            Executor writers,
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
    void hold(AsyncContext context, InboxPage empty, long now) {
        nextBeat = now + heartbeat.toNanos();
        held = new Held(context, empty);
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
            writers.execute(() -> write(waiting, null));
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

    private void end(InboxPage page) {
        Held waiting = held;
        if (waiting != null && ended.compareAndSet(false, true)) {
            waiters.leave(user, this);
            writers.execute(() -> write(waiting, page));
        }
    }

    /** Writes the answer, or a byte of white space without one. */
    private synchronized void write(Held waiting, @Nullable InboxPage page) {
        if (page == null && ended.get()) {
            return;
        }
        try {
            HttpServletResponse response =
                    (HttpServletResponse) waiting.context().getResponse();
            if (!response.isCommitted()) {
                response.setStatus(HttpServletResponse.SC_OK);
                response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            }
            ServletOutputStream out = response.getOutputStream();
            if (page == null) {
                out.write(' ');
            } else {
                out.write(PageBody.of(page, user));
            }
            response.flushBuffer();
            if (page != null) {
                waiting.context().complete();
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("the client went away", e);
            abandon(waiting);
        }
    }

    private void abandon(Held waiting) {
        release();
        try {
            waiting.context().complete();
        } catch (IllegalStateException alreadyOver) {
            LOG.trace("the request is over", alreadyOver);
        }
    }
}
