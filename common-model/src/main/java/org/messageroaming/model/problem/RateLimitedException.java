package org.messageroaming.model.problem;

import java.time.Duration;

/** The caller asks for more than it may: 429 {@code rate-limited}. Nothing happened; the same request may be repeated later. */
public final class RateLimitedException extends RoamingException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    /**
     * @param detail which limit
     * @param wait after how long the caller may ask again
     */
    public RateLimitedException(String detail, Duration wait) {
        super(ProblemCode.RATE_LIMITED, detail);
        this.wait = wait;
    }

    /** After how long the caller may ask again. */
    public Duration waitTime() {
        return wait;
    }
}
