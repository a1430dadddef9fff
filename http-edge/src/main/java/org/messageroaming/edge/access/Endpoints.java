package org.messageroaming.edge.access;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Ends the start of a service whose endpoints and rules do not match. */
final class Endpoints implements SmartInitializingSingleton {
    private final RequestMappingHandlerMapping handlers;
    private final AccessRules rules;

    Endpoints(RequestMappingHandlerMapping handlers, AccessRules rules) {
        this.handlers = handlers;
        this.rules = rules;
    }

    /** Whether a handler is this project's, and no framework's. */
    static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("org.messageroaming.")
                && !ErrorController.class.isAssignableFrom(method.getBeanType());
    }

    /** @throws IllegalStateException when an endpoint has no row, or a row no endpoint */
    @Override
    public void afterSingletonsInstantiated() {
        Set<AccessRules.Endpoint> served = new HashSet<>();
        handlers.getHandlerMethods().forEach((mapping, method) -> {
            if (isOurs(method)) {
                mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(verb -> Objects.requireNonNull(mapping.getPathPatternsCondition())
                                .getPatternValues()
                                .forEach(path ->
                                        served.add(new AccessRules.Endpoint(HttpMethod.valueOf(verb.name()), path))));
            }
        });
        if (!served.equals(rules.endpoints())) {
            throw new IllegalStateException(
                    "The access rules must have a row for each endpoint and no other. Served are " + served
                            + ", rows are for " + rules.endpoints());
        }
    }
}
