package org.messageroaming.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.messageroaming.model.InvalidValueException;
import org.messageroaming.model.UserId;
import org.springframework.core.io.Resource;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Builds the decoder that {@link AuthProperties} ask for. The algorithm is pinned by the kind of key. */
final class JwtDecoders {

    private JwtDecoders() {}

    static JwtDecoder of(AuthProperties properties) {
        NimbusJwtDecoder decoder = decoder(properties);
        List<OAuth2TokenValidator<Jwt>> validators = new ArrayList<>();
        JwtTimestampValidator timestamps = new JwtTimestampValidator(properties.clockSkew());
        validators.add(timestamps);
        validators.add(JwtDecoders::expires);
        validators.add(JwtDecoders::subject);
        if (properties.issuer() != null) {
            validators.add(new JwtIssuerValidator(properties.issuer()));
        }
        if (properties.audience() != null) {
            String audience = properties.audience();
            validators.add(jwt -> verdict(
                    jwt.getAudience() != null && jwt.getAudience().contains(audience),
                    "The token is for another audience"));
        }
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(validators));
        return decoder;
    }

    private static NimbusJwtDecoder decoder(AuthProperties properties) {
        if (properties.jwkSetUri() != null) {
            return NimbusJwtDecoder.withJwkSetUri(properties.jwkSetUri())
                    .jwsAlgorithm(SignatureAlgorithm.RS256)
                    .jwsAlgorithm(SignatureAlgorithm.ES256)
                    .build();
        }
        if (properties.publicKey() != null) {
            return NimbusJwtDecoder.withPublicKey(Objects.requireNonNull(read(properties.publicKey())))
                    .signatureAlgorithm(SignatureAlgorithm.RS256)
                    .build();
        }
        byte[] secret = Objects.requireNonNull(properties.sharedSecret()).getBytes(StandardCharsets.UTF_8);
        return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secret, "HmacSHA256"))
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
    }

    private static RSAPublicKey read(Resource pem) {
        try (InputStream in = pem.getInputStream()) {
            return Objects.requireNonNull(RsaKeyConverters.x509().convert(in));
        } catch (IOException e) {
            throw new UncheckedIOException("roaming.auth.public-key cannot be read", e);
        }
    }

    private static OAuth2TokenValidatorResult expires(Jwt jwt) {
        return verdict(jwt.getExpiresAt() != null, "The token never expires");
    }

    private static OAuth2TokenValidatorResult subject(Jwt jwt) {
        try {
            String subject = jwt.getClaimAsString(JwtClaimNames.SUB);
            return verdict(subject != null && new UserId(subject).value().equals(subject), "The token has no subject");
        } catch (InvalidValueException e) {
            return verdict(false, "The token's subject is no well-formed user id");
        }
    }

    private static OAuth2TokenValidatorResult verdict(boolean holds, String otherwise) {
        return holds
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", otherwise, null));
    }
}
