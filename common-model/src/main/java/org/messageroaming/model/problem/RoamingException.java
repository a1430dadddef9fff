package org.messageroaming.model.problem;

import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be met, for a reason the contract has a code for. The message becomes the problem document's
 * {@code detail}: it names the field and the limit, and holds neither content nor secrets.
 */
public abstract sealed class RoamingException extends RuntimeException
        permits RequestRejectedException,
                ConflictException,
                NotFoundException,
                ForbiddenException,
                RateLimitedException,
                StoreUnavailableException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;

    RoamingException(ProblemCode code, String detail) {
        super(detail);
        this.code = code;
    }

    RoamingException(ProblemCode code, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    /** The contract's code for this error. */
    public final ProblemCode code() {
        return code;
    }
}
