package org.messageroaming.model.problem;

/** The caller is known, and may not do this: 403 {@code forbidden}. */
public final class ForbiddenException extends RoamingException {
    private static final long serialVersionUID = 1L;

    /** @param detail what would have been needed */
    public ForbiddenException(String detail) {
        super(ProblemCode.FORBIDDEN, detail);
    }
}
