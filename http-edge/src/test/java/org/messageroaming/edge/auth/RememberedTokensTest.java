package org.messageroaming.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

class RememberedTokensTest {
    private static final Instant EXPIRY = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicLong keyChanges = new AtomicLong();
    private final JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);

    RememberedTokensTest() {
        setTime(EXPIRY.minusSeconds(1));
    }

    private void setTime(Instant now) {
        times.setClock(Clock.fixed(now, ZoneOffset.UTC));
    }

    private RememberedTokens remembering(Duration memory) {
        AuthProperties properties = new AuthProperties(
                List.of(new AuthProperties.Issuer("i", URI.create("http://localhost/"), null, null)),
                "a",
                Duration.ZERO,
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofHours(4),
                memory,
                10);
        return new RememberedTokens(this::check, times, keyChanges::get, properties);
    }

    private Jwt check(String token) {
        checks.incrementAndGet();
        Jwt jwt = Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject(token)
                .expiresAt(EXPIRY)
                .build();
        if (token.startsWith("bad") || times.validate(jwt).hasErrors()) {
            throw new BadJwtException("not good");
        }
        return jwt;
    }

    @Test
    void aGoodTokenIsCheckedOnceAndAnotherOneForItself() {
        RememberedTokens tokens = remembering(Duration.ofHours(1));
        assertThat(tokens.decode("ann").getSubject()).isEqualTo("ann");
        assertThat(tokens.decode("ann").getSubject()).isEqualTo("ann");
        assertThat(checks).hasValue(1);
        assertThat(tokens.decode("bob").getSubject()).isEqualTo("bob");
        assertThat(checks).hasValue(2);
    }

    @Test
    void whatIsBadIsBadEachTime() {
        RememberedTokens tokens = remembering(Duration.ofHours(1));
        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> tokens.decode("bad")).isInstanceOf(BadJwtException.class);
            assertThat(checks).hasValue(i);
        }
    }

    @Test
    void aTokenWhoseTimeHasPassedSinceIsGoodNoMore() {
        RememberedTokens tokens = remembering(Duration.ofHours(1));
        tokens.decode("ann");
        setTime(EXPIRY.plusSeconds(1));
        assertThatThrownBy(() -> tokens.decode("ann")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void otherKeysHaveItCheckedAgain() {
        RememberedTokens tokens = remembering(Duration.ofHours(1));
        tokens.decode("ann");
        keyChanges.incrementAndGet();
        tokens.decode("ann");
        tokens.decode("ann");
        assertThat(checks).hasValue(2);
    }

    @Test
    void withoutAMemoryEachTimeIsTheFirst() {
        RememberedTokens tokens = remembering(Duration.ZERO);
        tokens.decode("ann");
        tokens.decode("ann");
        assertThat(checks).hasValue(2);
    }
}
