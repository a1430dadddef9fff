package org.messageroaming.model.problem;

import org.jspecify.annotations.Nullable;

/**
 * A store did not answer in time, or the service sheds load: 503 {@code store-unavailable}. Whether the request took effect
 * is unknown; repeating it is safe, because every request that changes something is idempotent.
 */
public final class StoreUnavailableException extends RoamingException {
    private static final long serialVersionUID = 1L;

    /** @param detail which store, in words for a client developer */
    public StoreUnavailableException(String detail, @Nullable Throwable cause) {
        super(ProblemCode.STORE_UNAVAILABLE, detail, cause);
    }
}
