package org.messageroaming.localstack;

import java.util.Objects;

/** A server or service could not be started or stopped. The message is one sentence that names the remedy. */
public final class LocalStackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, and what to do about it */
    public LocalStackException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, and what to do about it
     * @param cause what the operating system or the server said
     */
    public LocalStackException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
