package org.messageroaming.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.messageroaming.model.problem.RequestRejectedException;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters that the called method does not take, and repeated ones: a misspelt limit is no limit. */
final class KnownParametersInterceptor implements HandlerInterceptor {
    private final ConcurrentHashMap<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null
                && handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith("org.messageroaming.")) {
            Set<String> names = known.computeIfAbsent(method, KnownParametersInterceptor::names);
            request.getParameterMap().forEach((name, values) -> {
                if (!names.contains(name)) {
                    throw RequestRejectedException.invalid(
                            "The query has a parameter that is not known here; known are " + names);
                }
                if (values.length > 1) {
                    throw RequestRejectedException.invalid(name + " must be given once");
                }
            });
        }
        return true;
    }

    private static Set<String> names(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(KnownParametersInterceptor::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(MethodParameter parameter) {
        String declared = Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class))
                .name();
        return declared.isEmpty()
                ? Objects.requireNonNull(parameter.getParameter().getName())
                : declared;
    }
}
