package org.messageroaming.edge.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.Map;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Has a token checked by the keys of the issuer that it names, and by no others.
 *
 * <p>Throws {@link BadJwtException} for a token that is not valid, and any other {@link JwtException} where that cannot be said since
 * the issuer's keys cannot be had.
 */
final class IssuersJwtDecoder implements JwtDecoder {
    private final Map<String, Trusted> issuers;

    IssuersJwtDecoder(Map<String, Trusted> issuers) {
        this.issuers = issuers;
    }

    /** An issuer's decoder, and the keys that it checks with. */
    record Trusted(JwtDecoder decoder, KeySets keys) {}

    @Override
    public Jwt decode(String token) {
        Trusted issuer = issuers.get(issuer(token));
        if (issuer == null) {
            throw new BadJwtException("The token is of an issuer that is not known here");
        }
        try {
            return issuer.decoder().decode(token);
        } catch (JwtException e) {
            throw isForLackOfAKey(e)
                    ? issuer.keys().isFailing()
                            ? new JwtException("The issuer's keys cannot be had", e)
                            : new BadJwtException("The token's key is not known", e)
                    : e;
        }
    }

    /** Not for a signature or a claim. */
    private static boolean isForLackOfAKey(JwtException e) {
        Throwable cause = e.getCause();
        return cause instanceof KeySourceException || (cause != null && cause.getClass() == BadJOSEException.class);
    }

    private static String issuer(String token) {
        try {
            String issuer = JWTParser.parse(token).getJWTClaimsSet().getIssuer();
            if (issuer != null) {
                return issuer;
            }
        } catch (ParseException | RuntimeException e) {
            throw new BadJwtException("The token is malformed", e);
        }
        throw new BadJwtException("The token names no issuer");
    }
}
