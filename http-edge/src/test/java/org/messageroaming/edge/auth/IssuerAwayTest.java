package org.messageroaming.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.messageroaming.edge.TestIssuer;
import org.messageroaming.edge.access.AccessRules;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Keys that cannot be had, and keys that there are none of, are two things. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.application.name=edge", "roaming.auth.key-refresh=100ms"})
class IssuerAwayTest {
    private static final RSAKey KEY = TestIssuer.rsa("key");
    private static final TestIssuer ISSUER = new TestIssuer(KEY);
    private static final String TOKEN =
            TestIssuer.signed(KEY, TestIssuer.claims("ann").build());

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        ISSUER.setDown(true);
        ISSUER.register(properties);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    void aServiceThatNeverHadTheKeysSaysComeBackUntilItHasThem() throws Exception {
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer = call();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"store-unavailable\"");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        ISSUER.setDown(false);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(call().statusCode()).isEqualTo(404));
    }

    @Test
    void madeUpKeysAreInvalidAndDoNotMakeTheServiceFetchForEachOfThem() {
        try (TestIssuer issuer = new TestIssuer(KEY)) {
            JwtDecoder decoder = JwtDecoders.of(seldomFetching(issuer), new DefaultSslBundleRegistry());
            assertThat(decoder.decode(TOKEN).getSubject()).isEqualTo("ann");
            for (int i = 0; i < 20; i++) {
                RSAKey made = new RSAKey.Builder(KEY).keyID("made-up-" + i).build();
                String token = TestIssuer.signed(made, TestIssuer.claims("ann").build());
                assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
            }
            assertThat(issuer.fetches()).isLessThan(5);
        }
    }

    @Test
    void whileTheIssuerIsAwayAnUnknownKeyIsNotSaidToBeInvalidAndKnownOnesAreBelieved() {
        try (TestIssuer issuer = new TestIssuer(KEY)) {
            JwtDecoder decoder = JwtDecoders.of(seldomFetching(issuer), new DefaultSslBundleRegistry());
            assertThat(decoder.decode(TOKEN).getSubject()).isEqualTo("ann");
            issuer.setDown(true);
            String unknown = TestIssuer.signed(
                    TestIssuer.rsa("next"), TestIssuer.claims("ann").build());
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> decoder.decode(unknown))
                        .isInstanceOf(JwtException.class)
                        .isNotInstanceOf(BadJwtException.class);
                assertThat(decoder.decode(TOKEN).getSubject()).isEqualTo("ann");
            }
        }
    }

    @Test
    void whileTheIssuerIsAwayAnAlgorithmThatIsNeverAcceptedIsInvalid() throws Exception {
        try (TestIssuer issuer = new TestIssuer(KEY)) {
            issuer.setDown(true);
            JwtDecoder decoder = JwtDecoders.of(seldomFetching(issuer), new DefaultSslBundleRegistry());
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS512)
                            .keyID(KEY.getKeyID())
                            .build(),
                    TestIssuer.claims("ann").build());
            token.sign(new RSASSASigner(KEY));
            assertThatThrownBy(() -> decoder.decode(token.serialize())).isInstanceOf(BadJwtException.class);
        }
    }

    private static AuthProperties seldomFetching(TestIssuer issuer) {
        return new AuthProperties(
                List.of(new AuthProperties.Issuer(TestIssuer.NAME, URI.create(issuer.uri()), null, null)),
                TestIssuer.AUDIENCE,
                Duration.ofSeconds(5),
                Duration.ofHours(2),
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                Duration.ofHours(4),
                Duration.ZERO,
                0);
    }

    private HttpResponse<String> call() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/nothing"))
                                .header("Authorization", "Bearer " + TOKEN)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(SimpleMeterRegistry.class)
    static class Service {
        @Bean
        AccessRules accessRules() {
            return AccessRules.denied();
        }
    }
}
