package org.messageroaming.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.messageroaming.edge.TestIssuer;
import org.messageroaming.edge.access.Access;
import org.messageroaming.edge.access.AccessRules;
import org.messageroaming.edge.access.Caller;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which tokens are believed, over HTTP, against an issuer that rotates its keys and is sometimes away. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.application.name=edge", "roaming.auth.key-refresh=100ms", "roaming.auth.clock-skew=5s"})
class IdentityTest {
    private static final RSAKey RSA = TestIssuer.rsa("rsa");
    private static final ECKey EC = TestIssuer.ec("ec");
    private static final RSAKey STRANGE = TestIssuer.rsa("strange");
    private static final RSAKey POSING =
            new RSAKey.Builder(TestIssuer.rsa("x")).keyID("rsa").build();
    private static final TestIssuer ISSUER = new TestIssuer(RSA, EC);

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        ISSUER.register(properties);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @BeforeEach
    void restore() {
        ISSUER.setDown(false);
        ISSUER.publish(RSA, EC);
        awaitBelief(TestIssuer.signed(RSA, claims().build()));
    }

    /** Keys are fetched again a moment after the last time at the earliest. */
    private void awaitBelief(String token) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(call(token).statusCode()).isEqualTo(200));
    }

    @Test
    void aTokenNamesItsUserAndItsScopeMakesAService() throws Exception {
        assertThat(call(TestIssuer.signed(RSA, claims().build())).body()).isEqualTo("ann user");
        assertThat(call(TestIssuer.signed(EC, claims().build())).body()).isEqualTo("ann user");
        assertThat(call(scope("a roaming.service b")).body()).isEqualTo("ann service");
        assertThat(call(scope("roaming.services")).body()).isEqualTo("ann user");
        JWTClaimsSet elsewhere = claims().claim("scp", "roaming.service").build();
        assertThat(call(TestIssuer.signed(RSA, elsewhere)).body()).isEqualTo("ann user");
    }

    static Stream<Arguments> refused() throws JOSEException {
        Instant now = Instant.now();
        JWTClaimsSet good = claims().build();
        return Stream.of(
                Arguments.of("no signature", new PlainJWT(good).serialize()),
                Arguments.of("no signature and a key's name", unsigned(good)),
                Arguments.of("the public key as a secret", mac(good)),
                Arguments.of("another algorithm", signed(JWSAlgorithm.RS512, good)),
                Arguments.of("PSS", signed(JWSAlgorithm.PS256, good)),
                Arguments.of("a key that is not published", TestIssuer.signed(STRANGE, good)),
                Arguments.of("another key under a published one's name", TestIssuer.signed(POSING, good)),
                of("expired", claims().expirationTime(Date.from(now.minusSeconds(6)))),
                of("without an end", claims().expirationTime(null)),
                of("not yet valid", claims().notBeforeTime(Date.from(now.plusSeconds(60)))),
                of("for somebody else", claims().audience("another")),
                of("for nobody", claims().audience((String) null)),
                of("without a subject", claims().subject(null)),
                of("an empty subject", claims().subject("")),
                of("a subject that is no identifier", claims().subject("ann smith")),
                of("a subject that begins with a dot", claims().subject(".ann")),
                of("a subject of 129 characters", claims().subject("a".repeat(129))),
                of("another issuer", claims().issuer("https://evil.test")),
                of("an issuer with a slash more", claims().issuer(TestIssuer.NAME + "/")),
                of("no issuer", claims().issuer(null)),
                Arguments.of("garbage", "a.b.c"),
                Arguments.of("a token cut short", TestIssuer.signed(RSA, good).substring(0, 100)));
    }

    private static Arguments of(String what, JWTClaimsSet.Builder claims) {
        return Arguments.of(what, TestIssuer.signed(RSA, claims.build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsNotValidIsUnauthenticated(String what, String token) throws Exception {
        HttpResponse<String> answer = call(token);
        assertThat(answer.statusCode()).as(what).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"unauthenticated\"");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void theIssuersClockMayDifferALittle() throws Exception {
        Date justNow = Date.from(Instant.now().minusSeconds(2));
        assertThat(call(TestIssuer.signed(RSA, claims().expirationTime(justNow).build()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aNewKeyIsBelievedWithoutARestartAndOneThatWasWithdrawnIsNot() throws Exception {
        RSAKey next = TestIssuer.rsa("next");
        String old = TestIssuer.signed(RSA, claims().build());
        assertThat(call(old).statusCode()).isEqualTo(200);
        ISSUER.publish(next);
        String fresh = TestIssuer.signed(next, claims().build());
        awaitBelief(fresh);
        assertThat(call(old).statusCode()).isEqualTo(401);
    }

    @Test
    void whileTheIssuerIsAwayWhatIsKnownIsBelievedAndWhatIsNotIsNotCalledInvalid() throws Exception {
        String known = TestIssuer.signed(RSA, claims().build());
        ISSUER.setDown(true);
        RSAKey next = TestIssuer.rsa("next");
        String unknown = TestIssuer.signed(next, claims().build());
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            HttpResponse<String> answer = call(unknown);
            assertThat(answer.statusCode()).isIn(401, 503);
            assertThat(call(known).statusCode()).isEqualTo(200);
        });
        ISSUER.publish(RSA, next);
        ISSUER.setDown(false);
        awaitBelief(unknown);
    }

    private static JWTClaimsSet.Builder claims() {
        return TestIssuer.claims("ann");
    }

    private static String scope(String scope) {
        return TestIssuer.signed(RSA, claims().claim("scope", scope).build());
    }

    private static String unsigned(JWTClaimsSet claims) {
        String[] parts = TestIssuer.signed(RSA, claims).split("\\.", -1);
        String header = com.nimbusds.jose.util.Base64URL.encode("{\"alg\":\"none\",\"kid\":\"rsa\"}")
                .toString();
        return header + "." + parts[1] + ".";
    }

    private static String mac(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(), claims);
        token.sign(new MACSigner(RSA.toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    private static String signed(JWSAlgorithm algorithm, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID("rsa").build(), claims);
        token.sign(new RSASSASigner(RSA));
        return token.serialize();
    }

    private HttpResponse<String> call(String token) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/who"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Who.class, SimpleMeterRegistry.class})
    static class Service {
        @Bean
        AccessRules accessRules() {
            return AccessRules.denied().allow(Access.BY_MEMBERSHIP, HttpMethod.GET, "/v1/who");
        }
    }

    /** Says whom it takes the caller for. */
    @RestController
    static class Who {
        @GetMapping("/v1/who")
        String who(Caller caller) {
            return caller.subject().value() + (caller.isService() ? " service" : " user");
        }
    }
}
