package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);

    private final Tokens tokens = Tokens.of(SECRET).withClock(CLOCK);

    @Test
    void tokenOfAUserNamesItAndExpiresAfterTwelveHours() {
        assertThat(payload(tokens.user("alice"))).isEqualTo("{\"sub\":\"alice\",\"iat\":1000,\"exp\":44200}");
    }

    @Test
    void tokenOfAServiceHasItsScope() {
        assertThat(payload(tokens.service("gateway"))).contains("\"scope\":\"roaming.service\"", "\"sub\":\"gateway\"");
    }

    @Test
    void issuerAudienceAndLifetimeCanBeSet() {
        Tokens special = tokens.withClaim("iss", "me").withClaim("aud", "you").withLifetime(Duration.ofSeconds(-1));
        assertThat(payload(special.user("a"))).contains("\"iss\":\"me\"", "\"aud\":\"you\"", "\"exp\":999");
    }

    @Test
    void idsAreEscaped() {
        assertThat(payload(tokens.user("a\"\\\n"))).contains("\"a\\u0022\\u005c\\u000a\"");
    }

    /** Computed with openssl: the same header and payload, HMAC-SHA256 under the same key. */
    @Test
    void signatureIsHmacSha256OfHeaderAndPayload() {
        String token = tokens.user("alice");
        assertThat(parts(token).get(2)).isEqualTo("D12_tut7qr6Rnf0S2VF8k8SM-i0Z5UxYW-z7ET0wp5o");
    }

    @Test
    void secretOfTheEnvironmentIsTaken() {
        assertThat(Tokens.random(settings(SECRET)).secret()).isEqualTo(SECRET);
    }

    @Test
    void withoutASecretInTheEnvironmentEachRunHasItsOwn() {
        Settings none = new Settings(name -> null, name -> null);
        assertThat(Tokens.random(none).secret())
                .isNotEqualTo(Tokens.random(none).secret())
                .hasSizeGreaterThan(31);
    }

    @Test
    void shortSecretIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> Tokens.random(settings("short")))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll("ROAMING_JWT_SECRET", "5 bytes", "32 or more");
    }

    private static Settings settings(String secret) {
        return new Settings(name -> null, Map.of("ROAMING_JWT_SECRET", secret)::get);
    }

    private static String payload(String token) {
        return new String(Base64.getUrlDecoder().decode(parts(token).get(1)), StandardCharsets.UTF_8);
    }

    private static List<String> parts(String token) {
        return Pattern.compile("\\.").splitAsStream(token).toList();
    }
}
