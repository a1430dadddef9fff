package org.messageroaming.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.edge.limits.RateLimits;
import org.messageroaming.model.problem.RateLimitedException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts whatever a caller asks of {@code /v1}, also what does not exist, once its token is known to be good. */
final class RateLimitFilter extends OncePerRequestFilter {
    private static final String LIMITED = "/v1/";

    private final RateLimits limits;

    RateLimitFilter(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(LIMITED);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            limits.count(Caller.authenticated());
        } catch (RateLimitedException e) {
            Problems.write(response, e);
            return;
        }
        chain.doFilter(request, response);
    }
}
