package org.messageroaming.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.edge.limits.RateLimits;
import org.messageroaming.model.problem.RateLimitedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts whatever a caller asks for, also what does not exist, once its token is known to be good. What needs no token is not counted. */
final class RateLimitFilter extends OncePerRequestFilter {
    private final RateLimits limits;

    RateLimitFilter(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller == null || caller instanceof AnonymousAuthenticationToken;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller = Caller.authenticated();
        try {
            limits.begin(caller);
        } catch (RateLimitedException e) {
            Problems.write(response, e);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            limits.end(caller);
        }
    }
}
