package org.messageroaming.model.problem;

/** What was asked for does not exist, or the caller may not know that it does: the answer is the same. */
public final class NotFoundException extends RoamingException {
    private static final long serialVersionUID = 1L;

    private NotFoundException(ProblemCode code, String detail) {
        super(code, detail);
    }

    /** No such conversation, or none that the caller ever belonged to: 404 {@code conversation-not-found}. */
    public static NotFoundException conversation() {
        return new NotFoundException(ProblemCode.CONVERSATION_NOT_FOUND, "There is no such conversation for you");
    }

    /** No such message, or none that the caller can see: 404 {@code message-not-found}. */
    public static NotFoundException message() {
        return new NotFoundException(ProblemCode.MESSAGE_NOT_FOUND, "There is no such message for you");
    }
}
