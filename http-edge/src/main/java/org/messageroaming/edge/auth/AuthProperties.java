package org.messageroaming.edge;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * How bearer tokens are checked. Exactly one source of keys is configured; there is no default.
 *
 * @param jwkSetUri where the issuer publishes its keys; RS256 and ES256
 * @param publicKey a PEM file with one RSA public key; RS256
 * @param sharedSecret a secret of at least 32 bytes that issuer and service share; HS256
 * @param issuer the {@code iss} that a token must have; null accepts any
 * @param audience a value that a token's {@code aud} must hold; null accepts any
 * @param clockSkew by how much the issuer's clock may differ
 */
@ConfigurationProperties("roaming.auth")
public record AuthProperties(
        @Nullable String jwkSetUri,
        @Nullable Resource publicKey,
        @Nullable String sharedSecret,
        @Nullable String issuer,
        @Nullable String audience,
        @DefaultValue("30s") Duration clockSkew) {

    private static final int MIN_SECRET_BYTES = 32;

    /** @throws IllegalArgumentException when not exactly one source of keys is set, or the secret is too short */
    public AuthProperties {
        jwkSetUri = blankToNull(jwkSetUri);
        sharedSecret = blankToNull(sharedSecret);
        issuer = blankToNull(issuer);
        audience = blankToNull(audience);
        long sources = Stream.of(jwkSetUri != null, publicKey != null, sharedSecret != null)
                .filter(set -> set)
                .count();
        if (sources != 1) {
            throw new IllegalArgumentException(
                    "Set exactly one of roaming.auth.jwk-set-uri, roaming.auth.public-key and"
                            + " roaming.auth.shared-secret (environment ROAMING_JWT_SECRET): " + sources + " are set");
        }
        if (sharedSecret != null && sharedSecret.getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "roaming.auth.shared-secret (environment ROAMING_JWT_SECRET) must have at least " + MIN_SECRET_BYTES
                            + " bytes; draw one with: openssl rand -base64 48");
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
