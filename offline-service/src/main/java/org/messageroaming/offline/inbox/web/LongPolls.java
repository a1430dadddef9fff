package org.messageroaming.offline.inbox.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.InboxCalls;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxService;
import org.messageroaming.offline.inbox.WaitProperties;
import org.messageroaming.offline.inbox.Waiters;
import org.messageroaming.resilience.DaemonThreads;
import org.springframework.stereotype.Component;

/** The pulls that wait on this instance. One thread looks after their time; a few write, and none waits for a client that does not read. */
@Component
final class LongPolls implements AutoCloseable {
    private static final long TICK_MILLIS = 100;

    private final InboxService inboxes;
    private final Waiters waiters;
    private final Duration heartbeat;
    private final InboxCalls calls;
    private final Duration writeTime;
    private final ExecutorService writers;
    private final Turns turns;
    private final ScheduledExecutorService clockwork;
    private final Set<LongPoll> waiting = ConcurrentHashMap.newKeySet();

    LongPolls(InboxService inboxes, Waiters waiters, WaitProperties properties, InboxCalls calls) {
        this.inboxes = inboxes;
        this.waiters = waiters;
        this.heartbeat = properties.heartbeat();
        this.writeTime = properties.writeTime();
        this.calls = calls;
        this.writers = Executors.newFixedThreadPool(properties.threads(), DaemonThreads.named("wait-writer"));
        this.turns = new Turns(writers);
        this.clockwork = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("wait-clock"));
        Future<?> unused =
                clockwork.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        waiting.removeIf(LongPoll::isOver);
        waiting.forEach(poll -> poll.tick(now));
    }

    /**
     * Pulls, and when there is nothing waits for something.
     *
     * @param pull the first pull; made when nothing that arrives later can be missed
     * @return the page if there is one now; null when the request waits and will be answered later
     * @throws org.messageroaming.model.problem.StoreUnavailableException when Redis does not answer, or too many wait
     * @throws org.messageroaming.model.problem.RateLimitedException when too many wait for this inbox
     */
    @Nullable
    InboxPage pull(UserId user, Supplier<InboxPage> pull, int limit, Duration wait, HttpServletRequest request) {
        long deadline = System.nanoTime() + wait.toNanos();
        LongPoll poll = new LongPoll(user, limit, inboxes, waiters, turns, heartbeat, deadline);
        boolean holds = false;
        try {
            calls.ask(() -> waiters.enter(user, poll));
            InboxPage page = pull.get();
            if (!page.entries().isEmpty() || page.gap() != null || !waiters.isRunning()) {
                return page;
            }
            HeldAnswer answer = new HeldAnswer(request.startAsync(), wait.plus(writeTime), poll::release);
            holds = true;
            waiting.add(poll);
            poll.hold(answer, page, System.nanoTime());
            return null;
        } finally {
            if (!holds) {
                poll.release();
            }
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        writers.shutdown();
    }
}
