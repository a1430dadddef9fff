package org.messageroaming.history.fanout.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messageroaming.history.fanout.FanoutProperties;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

class SignedServiceTokensTest {
    private static final int KEY_BITS = 2048;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("key.pem");
    }

    @Test
    void aTokenNamesThisServiceItsScopeAndTheKeyThatSignedIt() throws Exception {
        RSAKey key = draw();
        SignedJWT token = SignedJWT.parse(tokens().current());
        assertThat(token.verify(new RSASSAVerifier(key.toRSAPublicKey()))).isTrue();
        assertThat(token.getHeader().getKeyID())
                .isEqualTo(key.computeThumbprint().toString());
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("history-service");
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("history-service");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("roaming");
        assertThat(token.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("roaming.service");
        assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    void aTokenIsRenewedAtHalfOfItsLifeWithTheKeyThatIsThereThen() throws Exception {
        draw();
        SignedServiceTokens tokens = tokens();
        String first = tokens.current();
        clock.advance(Duration.ofMinutes(5));
        assertThat(tokens.current()).isEqualTo(first);
        RSAKey next = draw();
        clock.advance(Duration.ofSeconds(1));
        assertThat(keyIdOf(tokens.current())).isEqualTo(next.computeThumbprint().toString());
    }

    @Test
    void whileTheKeyCannotBeReadTheLastTokenServesAsLongAsItIsValid() throws Exception {
        draw();
        SignedServiceTokens tokens = tokens();
        String first = tokens.current();
        Files.writeString(file, "half a ke");
        clock.advance(Duration.ofMinutes(9));
        assertThat(tokens.current()).isEqualTo(first);
        clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(tokens::current).isInstanceOf(StoreUnavailableException.class);
        draw();
        assertThat(tokens.current()).isNotEqualTo(first);
    }

    @Test
    void withoutAKeyTheServiceDoesNotStart() {
        assertThatThrownBy(this::tokens)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("roaming.history.fanout.signing-key");
        assertThatThrownBy(() -> properties(null)).hasStackTraceContaining("ROAMING_HISTORY_FANOUT_SIGNINGKEY");
    }

    private SignedServiceTokens tokens() {
        return new SignedServiceTokens(properties(new FileSystemResource(file)), "roaming", clock);
    }

    private static FanoutProperties properties(@Nullable Resource key) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        if (key != null) {
            source.put("roaming.history.fanout.signing-key", key);
        }
        return new Binder(source).bindOrCreate("roaming.history.fanout", FanoutProperties.class);
    }

    private RSAKey draw() throws JOSEException, IOException {
        RSAKey key = new RSAKeyGenerator(KEY_BITS).generate();
        Key secret = key.toRSAPrivateKey();
        String pem = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(secret.getEncoded());
        Files.write(file, List.of("-----BEGIN PRIVATE KEY-----", pem, "-----END PRIVATE KEY-----"));
        return key;
    }

    private static String keyIdOf(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    /** Stands still until it is moved. */
    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
