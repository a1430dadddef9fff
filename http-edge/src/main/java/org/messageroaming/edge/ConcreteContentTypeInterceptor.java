package org.messageroaming.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses a body of a type with a wildcard: Spring matches such a type, and fails when it reads the body. */
final class ConcreteContentTypeInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotSupportedException {
        String type = request.getContentType();
        if (type != null && type.contains("*") && isWildcard(type)) {
            throw new HttpMediaTypeNotSupportedException(
                    "The content type has a wildcard", List.of(MediaType.APPLICATION_JSON));
        }
        return true;
    }

    /** What is no media type at all is refused by Spring. */
    private static boolean isWildcard(String type) {
        try {
            return !MediaType.parseMediaType(type).isConcrete();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
