package org.messageroaming.edge.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.Identifier;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.io.Resource;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Builds the decoder of tokens. The algorithms are pinned by the kind of key source, not chosen by the token. */
final class JwtDecoders {
    private static final Set<JWSAlgorithm> OF_KEY_SETS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    private static final Set<JWSAlgorithm> OF_PEM_FILES = Set.of(JWSAlgorithm.RS256);
    /** RFC 9068; many issuers write plain JWT or leave it out. */
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    private static final int LARGEST_KEY_SET_BYTES = 256 * 1024;

    private JwtDecoders() {}

    /** @param bundles has those that issuers name */
    static JwtDecoder of(AuthProperties properties, SslBundles bundles) {
        AtomicLong keyChanges = new AtomicLong();
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
        processor.setJWTClaimsSetAwareJWSKeySelector(new IssuerKeys(properties.issuers().stream()
                .collect(Collectors.toUnmodifiableMap(
                        AuthProperties.Issuer::issuer, issuer -> trusted(issuer, properties, bundles, keyChanges)))));
        // What a token claims is looked at below.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        OAuth2TokenValidator<Jwt> times = new JwtTimestampValidator(properties.clockSkew());
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(validators(times, properties)));
        return new RememberedTokens(decoder, times, keyChanges::get, properties);
    }

    private static IssuerKeys.Trusted trusted(
            AuthProperties.Issuer issuer, AuthProperties properties, SslBundles bundles, AtomicLong keyChanges) {
        URI uri = issuer.jwkSetUri();
        Set<JWSAlgorithm> algorithms = uri == null ? OF_PEM_FILES : OF_KEY_SETS;
        KeySets keys = new KeySets(
                uri == null ? file(issuer) : download(uri, properties, sockets(issuer, bundles)), keyChanges);
        return new IssuerKeys.Trusted(
                algorithms, new JWSVerificationKeySelector<>(algorithms, keys.cached(properties)), keys);
    }

    /** A file is there when the service starts, unlike an issuer. */
    private static KeySets.Fetch file(AuthProperties.Issuer issuer) {
        Resource file = Objects.requireNonNull(issuer.publicKey());
        try {
            PemKeys.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The public-key of " + issuer.issuer() + " in roaming.auth.issuers cannot be read: "
                            + e.getMessage(),
                    e);
        }
        return () -> PemKeys.read(file);
    }

    private static KeySets.Fetch download(URI uri, AuthProperties properties, @Nullable SSLSocketFactory sockets) {
        int timeout = Math.toIntExact(properties.keyTimeout().toMillis());
        return () -> {
            try {
                return JWKSet.parse(new DefaultResourceRetriever(timeout, timeout, LARGEST_KEY_SET_BYTES, true, sockets)
                        .retrieveResource(uri.toURL())
                        .getContent());
            } catch (ParseException e) {
                throw new IOException("What is at " + uri + " is no JWK set", e);
            }
        };
    }

    /** Null for the JVM's own. */
    private static @Nullable SSLSocketFactory sockets(AuthProperties.Issuer issuer, SslBundles bundles) {
        String bundle = issuer.sslBundle();
        return bundle == null
                ? null
                : bundles.getBundle(bundle).createSslContext().getSocketFactory();
    }

    private static List<OAuth2TokenValidator<Jwt>> validators(
            OAuth2TokenValidator<Jwt> times, AuthProperties properties) {
        String audience = properties.audience();
        return List.of(
                times,
                jwt -> verdict(jwt.getExpiresAt() != null, "The token never expires"),
                jwt -> verdict(
                        jwt.getAudience() != null && jwt.getAudience().contains(audience),
                        "The token is for another audience"),
                JwtDecoders::subject);
    }

    private static OAuth2TokenValidatorResult subject(Jwt jwt) {
        String subject = jwt.getClaimAsString(JwtClaimNames.SUB);
        return verdict(
                subject != null && Identifier.isWellFormed(subject), "The token's subject is no well-formed user id");
    }

    private static OAuth2TokenValidatorResult verdict(boolean holds, String otherwise) {
        return holds
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", otherwise, null));
    }
}
