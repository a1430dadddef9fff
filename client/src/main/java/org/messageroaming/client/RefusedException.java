package org.messageroaming.client;

/** A service understood a request and refused it: repeating it unchanged is of no use. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param status the HTTP status, 4xx
     * @param code the problem document's stable code, such as {@code conflict}
     * @param detail what was wrong, for a developer
     */
    public RefusedException(int status, String code, String detail) {
        super(status + " " + code + ": " + detail);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The problem document's stable code. */
    public String code() {
        return code;
    }
}
