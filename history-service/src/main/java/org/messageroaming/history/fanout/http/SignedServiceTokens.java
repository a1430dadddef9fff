package org.messageroaming.history.fanout.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.history.fanout.FanoutProperties;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.security.converter.RsaKeyConverters;

/**
 * Signs the tokens that offline-service knows this service by, with a key that nobody else has; renewed at half of their life.
 *
 * <p>While the key's file cannot be read the last token goes on being used as long as it is valid.
 */
final class SignedServiceTokens {
    private static final Logger LOG = LoggerFactory.getLogger(SignedServiceTokens.class);

    private final Resource file;
    private final String name;
    private final Duration lifetime;
    private final String audience;
    private final Clock clock;
    private String token;
    private Instant signedAt;

    /** @throws IllegalArgumentException when the key cannot be read */
    SignedServiceTokens(FanoutProperties properties, String audience, Clock clock) {
        this.file = Objects.requireNonNull(properties.signingKey());
        this.name = properties.tokenIssuer();
        this.lifetime = properties.tokenLifetime();
        this.audience = audience;
        this.clock = clock;
        this.signedAt = clock.instant();
        this.token = signed(signedAt);
    }

    /**
     * A token that is valid for half of its life at least, or what is left of the last one.
     *
     * @throws StoreUnavailableException when there is none and the key cannot be read
     */
    synchronized String current() {
        Instant now = clock.instant();
        if (now.isAfter(signedAt.plus(lifetime.dividedBy(2)))) {
            try {
                token = signed(now);
                signedAt = now;
            } catch (IllegalArgumentException e) {
                Instant expires = signedAt.plus(lifetime);
                if (now.isAfter(expires)) {
                    throw new StoreUnavailableException("No token can be signed", e);
                }
                LOG.warn("{}; the last token is used on until {}", e.getMessage(), expires);
            }
        }
        return token;
    }

    private String signed(Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(name)
                .subject(name)
                .audience(audience)
                .claim("scope", Caller.SERVICE_SCOPE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build();
        try {
            RSAKey key = key();
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalArgumentException("roaming.history.fanout.signing-key cannot sign", e);
        }
    }

    /** Its id is the thumbprint, as on the other side. */
    private RSAKey key() throws JOSEException {
        try (InputStream in = file.getInputStream()) {
            if (RsaKeyConverters.pkcs8().convert(in) instanceof RSAPrivateCrtKey key) {
                RSAPublicKeySpec spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
                RSAPublicKey publicKey =
                        (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
                return new RSAKey.Builder(publicKey)
                        .privateKey(key)
                        .keyIDFromThumbprint()
                        .build();
            }
            throw unreadable(null);
        } catch (IOException | GeneralSecurityException | IllegalStateException e) {
            throw unreadable(e);
        }
    }

    private static IllegalArgumentException unreadable(@Nullable Exception cause) {
        return new IllegalArgumentException(
                "roaming.history.fanout.signing-key cannot be read as a PEM file with an RSA private key (PKCS #8)",
                cause);
    }
}
