package org.messageroaming.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.messageroaming.model.problem.ProblemCode;
import org.messageroaming.resilience.Deadline;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Admits as many requests as can be served at the same time and refuses the others at once, so that what waits for a thread is
 * worked off quickly instead of growing old. Begins the deadline of what it admits.
 *
 * <p>A place is held while a thread is: a request that waits without one, such as a long poll, has given it back.
 */
final class AdmissionFilter extends OncePerRequestFilter {
    private final HttpProperties properties;
    private final Semaphore places;
    private final Semaphore streams;
    private final Counter shed;

    AdmissionFilter(HttpProperties properties, MeterRegistry metrics) {
        this.properties = properties;
        this.places = new Semaphore(properties.maxConcurrent());
        this.streams = new Semaphore(properties.maxStreams());
        this.shed = Counter.builder("roaming.http.shed")
                .description("Requests refused since too many were being served")
                .register(metrics);
        Gauge.builder("roaming.http.free", places, Semaphore::availablePermits)
                .description("Requests that could be admitted now")
                .register(metrics);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!places.tryAcquire()) {
            refuse(response);
            return;
        }
        try {
            if (properties.isStreamed(request.getRequestURI())) {
                stream(request, response, chain);
            } else {
                serve(request, response, chain);
            }
        } finally {
            places.release();
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Deadline deadline = Deadline.begin(properties.deadline());
        try {
            chain.doFilter(request, response);
        } finally {
            deadline.close();
        }
    }

    private void stream(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!streams.tryAcquire()) {
            refuse(response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            streams.release();
        }
    }

    private void refuse(HttpServletResponse response) throws IOException {
        shed.increment();
        Problems.write(response, ProblemCode.STORE_UNAVAILABLE, "Too many requests are being served");
    }
}
