package org.messageroaming.edge.auth;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Whose bearer tokens are believed. There is no default issuer, and no secret that both sides share: who checks tokens can make
 * none.
 *
 * @param issuers at least one, each with a name and a source of keys of its own
 * @param audience what a token's {@code aud} must hold
 * @param clockSkew by how much an issuer's clock may differ
 * @param keyCache how long keys are used before they are fetched again
 * @param keyRefresh how often at most keys are fetched since a token names one that is not known; bounds what a caller with made-up
 *     key ids can cause
 * @param keyTimeout how long fetching keys may take to connect, and to read
 * @param keyOutage how long keys that are known go on being believed while their issuer cannot be reached
 * @param tokenMemory for how long a token that was found good is not checked again but for its times; 0 has each checked each time. Keys
 *     that were fetched and are others than before end it at once, but only a token that is checked has keys fetched
 * @param tokensRemembered how many such tokens at most; each takes about 5 KB of heap
 */
@ConfigurationProperties("roaming.auth")
public record AuthProperties(
        @DefaultValue List<Issuer> issuers,
        @DefaultValue("message-roaming") String audience,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("5m") Duration keyCache,
        @DefaultValue("10s") Duration keyRefresh,
        @DefaultValue("2s") Duration keyTimeout,
        @DefaultValue("4h") Duration keyOutage,
        @DefaultValue("1m") Duration tokenMemory,
        @DefaultValue("20000") int tokensRemembered) {

    /** How long a request waits for another one that fetches keys already, as a multiple of {@link #keyTimeout}. */
    private static final int FETCHES_WAITED_FOR = 2;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when a value is missing or out of its range; the message names the property
     */
    public AuthProperties {
        issuers = List.copyOf(issuers);
        if (issuers.isEmpty()) {
            throw new IllegalArgumentException("Set roaming.auth.issuers: whose tokens are believed, for example"
                    + " ROAMING_AUTH_ISSUERS_0_ISSUER=https://id.example.com and"
                    + " ROAMING_AUTH_ISSUERS_0_JWKSETURI=https://id.example.com/jwks.json");
        }
        Set<String> names = issuers.stream().map(Issuer::issuer).collect(Collectors.toSet());
        if (names.size() != issuers.size()) {
            throw new IllegalArgumentException("roaming.auth.issuers must not name an issuer twice");
        }
        if (audience.isBlank()) {
            throw new IllegalArgumentException("roaming.auth.audience must not be blank");
        }
        require(!clockSkew.isNegative(), "clock-skew", "at least 0s");
        require(keyTimeout.toMillis() >= 1, "key-timeout", "at least 1ms");
        require(keyRefresh.toMillis() >= 1, "key-refresh", "at least 1ms");
        require(
                keyCache.compareTo(keyTimeout.multipliedBy(FETCHES_WAITED_FOR)) > 0,
                "key-cache",
                "more than twice key-timeout");
        require(!keyOutage.isNegative(), "key-outage", "at least 0s");
        require(!tokenMemory.isNegative(), "token-memory", "at least 0s");
        require(tokensRemembered >= 0, "tokens-remembered", "at least 0");
    }

    private static void require(boolean holds, String property, String range) {
        if (!holds) {
            throw new IllegalArgumentException("roaming.auth." + property + " must be " + range);
        }
    }

    Duration keyWait() {
        return keyTimeout.multipliedBy(FETCHES_WAITED_FOR);
    }

    /**
     * Somebody whose tokens are believed. Exactly one source of keys is set.
     *
     * @param issuer what a token's {@code iss} must be
     * @param jwkSetUri where the issuer publishes its keys, http or https; RS256 and ES256
     * @param sslBundle the {@code spring.ssl.bundle} with whom to believe that it is the issuer, and with this service's own certificate
     *     if it has one; null for what the JVM believes. With it the key set must be of HTTPS
     * @param publicKey a PEM file with one or more RSA public keys ({@code BEGIN PUBLIC KEY}); RS256. Read anew like a key set, so
     *     that a new key can be added before it is used and an old one removed after
     */
    public record Issuer(
            @DefaultValue("") String issuer,
            @Nullable URI jwkSetUri,
            @Nullable String sslBundle,
            @Nullable Resource publicKey) {
        /** @throws IllegalArgumentException when the name is missing, not exactly one source of keys is set, or a bundle without HTTPS */
        public Issuer {
            if (issuer.isBlank()) {
                throw new IllegalArgumentException("Each of roaming.auth.issuers needs an issuer");
            }
            if ((jwkSetUri == null) == (publicKey == null)) {
                throw new IllegalArgumentException("Set exactly one of jwk-set-uri and public-key for the issuer "
                        + issuer + " of roaming.auth.issuers");
            }
            if (sslBundle != null && (jwkSetUri == null || !"https".equals(jwkSetUri.getScheme()))) {
                throw new IllegalArgumentException("The jwk-set-uri of " + issuer
                        + " in roaming.auth.issuers must begin with https:// where ssl-bundle is set: whoever is on the"
                        + " way could change its keys");
            }
        }
    }
}
