package org.messageroaming.edge;

import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.ForbiddenException;

/**
 * Who makes a request. A controller method takes it as a parameter.
 *
 * @param subject the token's {@code sub}
 * @param isService whether the token belongs to a trusted back end: its {@code scope} holds {@value #SERVICE_SCOPE}
 */
public record Caller(UserId subject, boolean isService) {

    /** The scope of a trusted back end. */
    public static final String SERVICE_SCOPE = "roaming.service";

    /** How a path names the caller itself. */
    private static final String ME = "me";

    /**
     * The user that a path's {@code userId} names.
     *
     * @param pathValue a user id, or {@code me}
     * @throws ForbiddenException when a user names somebody else
     * @throws org.messageroaming.model.InvalidValueException when it is no well-formed identifier
     */
    public UserId naming(String pathValue) {
        if (pathValue.equals(ME) && !isService) {
            return subject;
        }
        UserId named = new UserId(pathValue);
        if (!isService && !named.equals(subject)) {
            throw new ForbiddenException("userId must be your own, or me");
        }
        return named;
    }

    /**
     * The user that a path's {@code userId} names, where only the user itself may act.
     *
     * @throws ForbiddenException when the caller is a service or names somebody else
     */
    public UserId namingSelf(String pathValue) {
        if (isService) {
            throw new ForbiddenException("This needs the user's own token");
        }
        return naming(pathValue);
    }

    /** @throws ForbiddenException when the caller is no trusted back end */
    public void requireService() {
        if (!isService) {
            throw new ForbiddenException("This needs a token with the scope " + SERVICE_SCOPE);
        }
    }
}
