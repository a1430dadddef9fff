package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);
    private static final Tokens TOKENS = Tokens.random().withClock(CLOCK);

    @Test
    void tokenOfAUserNamesItAndExpiresAfterTwelveHours() {
        assertThat(payload(TOKENS.user("alice")))
                .isEqualTo("{\"aud\":\"message-roaming\",\"iss\":\"https://issuer.local-stack.test\",\"sub\":\"alice\","
                        + "\"iat\":1000,\"exp\":44200}");
    }

    @Test
    void tokenOfAServiceHasItsScope() {
        assertThat(payload(TOKENS.service("gateway"))).contains("\"scope\":\"roaming.service\"", "\"sub\":\"gateway\"");
    }

    @Test
    void issuerAudienceAndLifetimeCanBeSet() {
        Tokens special = TOKENS.withClaim("iss", "me").withClaim("aud", "you").withLifetime(Duration.ofSeconds(-1));
        assertThat(payload(special.user("a"))).contains("\"iss\":\"me\"", "\"aud\":\"you\"", "\"exp\":999");
    }

    @Test
    void idsAreEscaped() {
        assertThat(payload(TOKENS.user("a\"\\\n"))).contains("\"a\\u0022\\u005c\\u000a\"");
    }

    @Test
    void signatureIsThatOfTheKeyThatServicesAreGiven() throws GeneralSecurityException {
        String token = TOKENS.user("alice");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(publicKey());
        signature.update(token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts(token).get(2))))
                .isTrue();
    }

    @Test
    void environmentIsThePropertiesInTheirOtherSpelling() {
        assertThat(TOKENS.environment())
                .containsEntry("ROAMING_AUTH_ISSUERS_1_ISSUER", "history-service")
                .containsKeys("ROAMING_AUTH_ISSUERS_0_PUBLICKEY", "ROAMING_HISTORY_FANOUT_SIGNINGKEY")
                .hasSameSizeAs(TOKENS.properties());
    }

    @Test
    void eachIssuerHasKeysOfItsOwn() {
        assertThat(Tokens.random().environment())
                .doesNotContainValue(TOKENS.environment().get("ROAMING_AUTH_ISSUERS_0_PUBLICKEY"));
    }

    private static PublicKey publicKey() throws GeneralSecurityException {
        String inline = Objects.requireNonNull(TOKENS.properties().get("roaming.auth.issuers[0].public-key"));
        String pem =
                new String(Base64.getDecoder().decode(inline.substring("base64:".length())), StandardCharsets.US_ASCII);
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    }

    private static String payload(String token) {
        return new String(Base64.getUrlDecoder().decode(parts(token).get(1)), StandardCharsets.UTF_8);
    }

    private static List<String> parts(String token) {
        return Pattern.compile("\\.").splitAsStream(token).toList();
    }
}
