package org.messageroaming.edge.auth;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * The token in the header {@code Authorization}, RFC 6750, section 2.1, and nowhere else. What Spring Security does by default, without
 * its regular expression: that took a tenth of the processor time of a short request.
 */
final class BearerTokenHeader implements BearerTokenResolver {
    private static final String SCHEME = "Bearer";
    private static final String SIGNS = "-._~+/";

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        int begin = SCHEME.length() + 1;
        if (header.length() <= begin || header.charAt(begin - 1) != ' ' || !isToken(header, begin)) {
            throw new InvalidBearerTokenException("Bearer token is malformed");
        }
        return header.substring(begin);
    }

    /** One or more letters, digits and signs, and any number of equals signs after them. */
    private static boolean isToken(String header, int begin) {
        int end = begin;
        while (end < header.length() && isOfToken(header.charAt(end))) {
            end++;
        }
        int padding = end;
        while (padding < header.length() && header.charAt(padding) == '=') {
            padding++;
        }
        return end > begin && padding == header.length();
    }

    private static boolean isOfToken(char sign) {
        return (sign >= 'a' && sign <= 'z')
                || (sign >= 'A' && sign <= 'Z')
                || (sign >= '0' && sign <= '9')
                || SIGNS.indexOf(sign) >= 0;
    }
}
