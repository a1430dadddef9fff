package org.messageroaming.offline.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.RateLimitedException;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.springframework.context.SmartLifecycle;

/**
 * Who waits for an inbox on this instance. A waiter costs a place here and no thread. Stopped before the web server is, so that
 * everybody still gets an answer.
 */
public final class Waiters implements SmartLifecycle {
    private static final int BETWEEN_NOTICE_AND_PORT = Integer.MAX_VALUE - 512;

    private final WakeUps wakeUps;
    private final int max;
    private final int maxPerUser;
    private final ConcurrentHashMap<UserId, Group> groups = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean running = true;

    /** Somebody who waits. */
    public interface Waiter {
        /** There may be something new. Returns at once; may be told more than once, or for nothing. */
        void wake();

        /** For how long it may still wait. */
        Duration left();

        /** The service stops. Returns at once. */
        void stop();
    }

    private record Group(Set<Waiter> waiters, CompletionStage<Void> subscribed) {

        /** A group that has no place is not empty, so it is there for others as before. */
        void admit(Waiter waiter, int max) {
            if (waiters.size() >= max) {
                throw new RateLimitedException(
                        "At most " + max + " pulls may wait for an inbox",
                        waiters.stream()
                                .map(Waiter::left)
                                .min(Duration::compareTo)
                                .orElse(Duration.ZERO));
            }
            waiters.add(waiter);
        }
    }

    /**
     * @param max how many may wait at the same time
     * @param maxPerUser how many of these for the same inbox
     */
    Waiters(WakeUps wakeUps, int max, int maxPerUser) {
        this.wakeUps = wakeUps;
        this.max = max;
        this.maxPerUser = maxPerUser;
        wakeUps.listen(user -> of(user).forEach(Waiter::wake));
    }

    /**
     * Takes a waiter in. Whoever pulls after the stage is complete misses nothing that arrives later.
     *
     * @throws StoreUnavailableException when too many wait already
     * @throws RateLimitedException when too many wait for this inbox; it tells when one of them has waited for as long as it may
     */
    public CompletionStage<Void> enter(UserId user, Waiter waiter) {
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            throw new StoreUnavailableException("Too many pulls are waiting", null);
        }
        try {
            return groups.compute(user, (key, known) -> {
                        Group group = known == null ? new Group(new HashSet<>(), wakeUps.subscribe(user)) : known;
                        group.admit(waiter, maxPerUser);
                        return group;
                    })
                    .subscribed();
        } catch (RateLimitedException e) {
            count.decrementAndGet();
            throw e;
        }
    }

    /** Frees a waiter's place; again changes nothing. */
    public void leave(UserId user, Waiter waiter) {
        groups.computeIfPresent(user, (key, group) -> {
            if (group.waiters().remove(waiter)) {
                count.decrementAndGet();
            }
            if (group.waiters().isEmpty()) {
                wakeUps.unsubscribe(user);
                return null;
            }
            return group;
        });
    }

    private List<Waiter> of(UserId user) {
        List<Waiter> waiters = new ArrayList<>();
        groups.computeIfPresent(user, (key, group) -> {
            waiters.addAll(group.waiters());
            return group;
        });
        return waiters;
    }

    /** How many wait. */
    public int count() {
        return count.get();
    }

    /** Whether one may still wait here. */
    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        List.copyOf(groups.keySet()).forEach(user -> of(user).forEach(Waiter::stop));
    }

    /**
     * Stopped when load balancers have had time to notice and before the port is closed: whoever is answered earlier asks again, and
     * is answered at once, as often as the notice leaves time for.
     */
    @Override
    public int getPhase() {
        return BETWEEN_NOTICE_AND_PORT;
    }
}
