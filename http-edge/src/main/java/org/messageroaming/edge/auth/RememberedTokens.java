package org.messageroaming.edge.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.LongSupplier;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Spares the check of a token that was found good a moment ago: devices come with the same one several times in a row, back ends with
 * the same one for minutes. Only good ones are remembered, only as long as the keys are those by which they were good, and whether
 * their time has passed is looked at each time.
 */
final class RememberedTokens implements JwtDecoder {
    private final JwtDecoder decoder;
    private final OAuth2TokenValidator<Jwt> times;
    private final LongSupplier keyChanges;
    private final Cache<String, Good> remembered;

    private record Good(Jwt token, long keyChanges) {}

    /**
     * @param decoder checks all of a token, its times included
     * @param times whether it is valid now
     * @param keyChanges another number once any issuer's keys are others
     */
    RememberedTokens(
            JwtDecoder decoder, OAuth2TokenValidator<Jwt> times, LongSupplier keyChanges, AuthProperties properties) {
        this.decoder = decoder;
        this.times = times;
        this.keyChanges = keyChanges;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(properties.tokensRemembered())
                .expireAfterWrite(properties.tokenMemory())
                .build();
    }

    @Override
    public Jwt decode(String token) {
        long changes = keyChanges.getAsLong();
        Good good = remembered.getIfPresent(token);
        if (good != null
                && good.keyChanges() == changes
                && !times.validate(good.token()).hasErrors()) {
            return good.token();
        }
        Jwt checked = decoder.decode(token);
        remembered.put(token, new Good(checked, changes));
        return checked;
    }
}
