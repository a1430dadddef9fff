package org.messageroaming.client;

import org.jspecify.annotations.Nullable;

/**
 * A service could not be reached, was overloaded, or its store is down. Whether the request took effect is not known; every request
 * may be repeated.
 */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param detail what happened, for a developer */
    public UnavailableException(String detail, @Nullable Throwable cause) {
        super(detail, cause);
    }
}
