package org.messageroaming.model.problem;

/** The request itself is wrong, whatever is stored: repeating it unchanged is of no use. */
public final class RequestRejectedException extends RoamingException {
    private static final long serialVersionUID = 1L;

    private RequestRejectedException(ProblemCode code, String detail) {
        super(code, detail);
    }

    /** A field breaks a rule: 400 {@code invalid-request}. */
    public static RequestRejectedException invalid(String detail) {
        return new RequestRejectedException(ProblemCode.INVALID_REQUEST, detail);
    }

    /** A cursor was not given out by this service to this user: 400 {@code invalid-cursor}. */
    public static RequestRejectedException cursor(String detail) {
        return new RequestRejectedException(ProblemCode.INVALID_CURSOR, detail);
    }

    /** Something is longer than its limit: 413 {@code payload-too-large}. */
    public static RequestRejectedException tooLarge(String detail) {
        return new RequestRejectedException(ProblemCode.PAYLOAD_TOO_LARGE, detail);
    }
}
