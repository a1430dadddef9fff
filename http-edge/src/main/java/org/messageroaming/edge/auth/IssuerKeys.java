package org.messageroaming.edge.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.JWTClaimsSetAwareJWSKeySelector;
import java.security.Key;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has a token checked by the keys of the issuer that it names, and by no others. No key means that it is not valid. */
final class IssuerKeys implements JWTClaimsSetAwareJWSKeySelector<SecurityContext> {
    private final Map<String, Trusted> issuers;

    IssuerKeys(Map<String, Trusted> issuers) {
        this.issuers = issuers;
    }

    /**
     * How an issuer's keys are chosen, and where they come from.
     *
     * @param algorithms whatever else a token is signed with is not valid, whether keys can be had or not
     */
    record Trusted(Set<JWSAlgorithm> algorithms, JWSKeySelector<SecurityContext> selector, KeySets source) {

        /** @throws KeySourceException when there is none and that may be since they cannot be had */
        private List<? extends Key> keys(JWSHeader header, @Nullable SecurityContext context)
                throws KeySourceException {
            if (!algorithms.contains(header.getAlgorithm())) {
                return List.of();
            }
            List<? extends Key> keys = known(header, context);
            if (keys.isEmpty() && source.isFailing()) {
                throw new KeySourceException("The issuer's keys cannot be had");
            }
            return keys;
        }

        /** Nothing when they would have to be fetched again so soon: the token names a key that was not there a moment ago. */
        private List<? extends Key> known(JWSHeader header, @Nullable SecurityContext context)
                throws KeySourceException {
            try {
                return selector.selectJWSKeys(header, context);
            } catch (RateLimitReachedException e) {
                return List.of();
            }
        }
    }

    @Override
    public List<? extends Key> selectKeys(JWSHeader header, JWTClaimsSet claims, @Nullable SecurityContext context)
            throws KeySourceException {
        Trusted issuer = claims.getIssuer() == null ? null : issuers.get(claims.getIssuer());
        return issuer == null ? List.of() : issuer.keys(header, context);
    }
}
