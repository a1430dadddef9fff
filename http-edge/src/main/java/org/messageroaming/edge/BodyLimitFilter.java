package org.messageroaming.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.messageroaming.model.problem.ProblemCode;
import org.messageroaming.model.problem.RequestRejectedException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies beyond the limit, whether they announce their length or not. */
final class BodyLimitFilter extends OncePerRequestFilter {
    private final HttpProperties properties;

    BodyLimitFilter(HttpProperties properties) {
        this.properties = properties;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return properties.isStreamed(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > properties.maxBody().toBytes()) {
            Problems.write(response, ProblemCode.PAYLOAD_TOO_LARGE, detail());
        } else {
            chain.doFilter(new LimitedRequest(request), response);
        }
    }

    private String detail() {
        return "The body must have at most " + properties.maxBody().toBytes() + " bytes";
    }

    private final class LimitedRequest extends HttpServletRequestWrapper {
        LimitedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream());
        }
    }

    private final class LimitedStream extends ServletInputStream {
        private final ServletInputStream source;
        private long count;

        LimitedStream(ServletInputStream source) {
            this.source = source;
        }

        private int counted(int read) {
            count += Math.max(0, read);
            if (count > properties.maxBody().toBytes()) {
                throw RequestRejectedException.tooLarge(detail());
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            int read = source.read();
            counted(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return counted(source.read(buffer, offset, length));
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
