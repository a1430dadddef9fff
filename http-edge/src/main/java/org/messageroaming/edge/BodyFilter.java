package org.messageroaming.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.messageroaming.model.problem.ProblemCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are compressed, where none is taken, beyond the limit, whether they announce their length or not, or too
 * slow. Nothing is decompressed here, so nothing small becomes large.
 */
final class BodyFilter extends OncePerRequestFilter {
    /** What waits without a thread is one of these; Spring has the handler of GET answer HEAD. */
    private static final Set<String> WITHOUT_BODY = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

    private static final String AS_IT_IS = "identity";

    private final HttpProperties properties;

    BodyFilter(HttpProperties properties) {
        this.properties = properties;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean streamed = properties.isStreamed(request.getRequestURI());
        long limit = properties.maxBody().toBytes();
        if (isCompressed(request)) {
            response.setHeader(HttpHeaders.ACCEPT_ENCODING, AS_IT_IS);
            Problems.write(
                    response,
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding must be left out: send bodies as they are");
        } else if (WITHOUT_BODY.contains(request.getMethod())
                && !request.getInputStream().isFinished()) {
            Problems.write(response, ProblemCode.INVALID_REQUEST, "A " + request.getMethod() + " takes no body");
        } else if (!streamed && request.getContentLengthLong() > limit) {
            Problems.write(response, ProblemCode.PAYLOAD_TOO_LARGE, "The body must have at most " + limit + " bytes");
        } else {
            chain.doFilter(new WatchedRequest(request, streamed), response);
        }
    }

    private static boolean isCompressed(HttpServletRequest request) {
        List<String> codings = Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING));
        return !codings.stream().map(String::strip).allMatch(AS_IT_IS::equalsIgnoreCase);
    }

    private final class WatchedRequest extends HttpServletRequestWrapper {
        private final boolean streamed;

        WatchedRequest(HttpServletRequest request, boolean streamed) {
            super(request);
            this.streamed = streamed;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new WatchedBody(super.getInputStream(), properties, streamed, System::nanoTime);
        }
    }
}
