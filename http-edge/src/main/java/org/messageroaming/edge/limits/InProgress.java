package org.messageroaming.edge.limits;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.messageroaming.model.problem.RateLimitedException;

/** How many things of each user this instance is doing at the same time, with a limit. */
public final class InProgress {
    private final int most;
    private final String refusal;
    private final Duration wait;
    private final ConcurrentHashMap<String, Integer> doing = new ConcurrentHashMap<>();

    /**
     * @param most how many of a user at the same time, from 1
     * @param refusal what a user is told who has as many
     * @param wait after how long one more may be let in
     */
    public InProgress(int most, String refusal, Duration wait) {
        this.most = most;
        this.refusal = refusal;
        this.wait = wait;
    }

    /** @throws RateLimitedException when it would be one too many; it has not begun then */
    public void begin(String user) {
        if (doing.merge(user, 1, Integer::sum) > most) {
            end(user);
            throw new RateLimitedException(refusal, wait);
        }
    }

    /** One that was begun is over. */
    public void end(String user) {
        doing.computeIfPresent(user, (same, count) -> count == 1 ? null : count - 1);
    }
}
