package org.messageroaming.edge.limits;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.messageroaming.model.problem.RateLimitedException;

/** How many requests of each user this instance is serving. */
final class InProgress {
    /** One that is served as it should be is over by then. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final int most;
    private final ConcurrentHashMap<String, Integer> serving = new ConcurrentHashMap<>();

    /** @param most how many of a user may be served at the same time */
    InProgress(int most) {
        this.most = most;
    }

    /** @throws RateLimitedException when it would be one too many; it has not begun then */
    void begin(String user) {
        if (serving.merge(user, 1, Integer::sum) > most) {
            end(user);
            throw new RateLimitedException("A user may make " + most + " requests at the same time", WAIT);
        }
    }

    void end(String user) {
        serving.computeIfPresent(user, (same, count) -> count == 1 ? null : count - 1);
    }
}
