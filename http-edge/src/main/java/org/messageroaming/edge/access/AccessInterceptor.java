package org.messageroaming.edge.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.problem.ForbiddenException;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Asks {@link AccessRules} before anything of a request is read but its first line and its token, and notes what services do. */
final class AccessInterceptor implements HandlerInterceptor {
    /** The request's attribute that says who was let through. */
    static final String CALLER = Caller.class.getName();

    private final AccessRules rules;

    AccessInterceptor(AccessRules rules) {
        this.rules = rules;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && Endpoints.isOurs(method)) {
            Caller caller = Caller.authenticated();
            rules.of(endpoint(request))
                    .orElseThrow(() -> new ForbiddenException("Nobody may call this"))
                    .check(caller, userId(request));
            request.setAttribute(CALLER, caller);
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception error) {
        if (handler instanceof HandlerMethod method
                && Endpoints.isOurs(method)
                && request.getAttribute(CALLER) instanceof Caller caller
                && caller.isService()) {
            AuditLog.write(caller, endpoint(request), named(request), response.getStatus());
        }
    }

    /** Spring has the handler of GET answer HEAD. */
    private static AccessRules.Endpoint endpoint(HttpServletRequest request) {
        HttpMethod method = HttpMethod.valueOf(request.getMethod());
        return new AccessRules.Endpoint(
                method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method,
                String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
    }

    private static String userId(HttpServletRequest request) {
        return named(request).get("userId") instanceof String name ? name : "";
    }

    private static Map<?, ?> named(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? variables
                : Map.of();
    }
}
