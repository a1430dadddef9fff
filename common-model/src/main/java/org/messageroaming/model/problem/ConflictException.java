package org.messageroaming.model.problem;

/** The request contradicts what is stored. */
public final class ConflictException extends RoamingException {
    private static final long serialVersionUID = 1L;

    private ConflictException(ProblemCode code, String detail) {
        super(code, detail);
    }

    /** What exists differs from what is asked for: 409 {@code conflict}. */
    public static ConflictException state(String detail) {
        return new ConflictException(ProblemCode.CONFLICT, detail);
    }

    /** The idempotency key was used before with another content: 409 {@code idempotency-conflict}. */
    public static ConflictException idempotency(String detail) {
        return new ConflictException(ProblemCode.IDEMPOTENCY_CONFLICT, detail);
    }
}
