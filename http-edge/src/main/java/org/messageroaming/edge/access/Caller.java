package org.messageroaming.edge.access;

import java.util.Objects;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.ForbiddenException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who makes a request. A controller method takes it as a parameter.
 *
 * @param subject the token's {@code sub}
 * @param isService whether the token belongs to a trusted back end: its {@code scope} holds {@value #SERVICE_SCOPE}
 */
public record Caller(UserId subject, boolean isService) {

    /** The scope of a trusted back end. */
    public static final String SERVICE_SCOPE = "roaming.service";

    /** What Spring Security makes of the scope. */
    public static final String SERVICE_AUTHORITY = "SCOPE_" + SERVICE_SCOPE;

    /** How a path names the caller itself. */
    private static final String ME = "me";

    /**
     * Who makes the request that this thread is about to serve.
     *
     * @throws NullPointerException when it has no token
     */
    public static Caller authenticated() {
        Authentication authentication =
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
        boolean service = authentication.getAuthorities().stream()
                .anyMatch(authority -> SERVICE_AUTHORITY.equals(authority.getAuthority()));
        return new Caller(new UserId(authentication.getName()), service);
    }

    /**
     * The user that a path's {@code userId} names. Whether the caller may name it was asked before, of {@link AccessRules}.
     *
     * @param pathValue a user id, or a user's {@code me}
     * @throws org.messageroaming.model.InvalidValueException when it is no well-formed identifier
     */
    public UserId naming(String pathValue) {
        return pathValue.equals(ME) && !isService ? subject : new UserId(pathValue);
    }

    /** @throws ForbiddenException when a user names somebody else */
    public void requireSelfOrService(UserId named) {
        if (!isService && !named.equals(subject)) {
            throw new ForbiddenException("userId must be your own, or me");
        }
    }
}
