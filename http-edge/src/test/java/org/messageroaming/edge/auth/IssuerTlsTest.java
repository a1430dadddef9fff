package org.messageroaming.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messageroaming.edge.TestIssuer;
import org.messageroaming.localstack.Certificates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** An issuer with a certificate of an authority that the JVM does not know. */
class IssuerTlsTest {
    private static final RSAKey KEY = TestIssuer.rsa("key");
    private static final String TOKEN =
            TestIssuer.signed(KEY, TestIssuer.claims("ann").build());

    @TempDir
    private static Path folder;

    @TempDir
    private static Path foreignFolder;

    private static Certificates certificates;
    private static Certificates foreign;
    private static TestIssuer issuer;

    @BeforeAll
    static void start() {
        certificates = Certificates.create(folder);
        foreign = Certificates.create(foreignFolder);
        issuer = new TestIssuer(certificates, KEY);
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    private static ApplicationContextRunner service(String jwkSetUri) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
                .withUserConfiguration(AuthConfiguration.class)
                .withPropertyValues(
                        "roaming.auth.issuers[0].issuer=" + TestIssuer.NAME,
                        "roaming.auth.issuers[0].jwk-set-uri=" + jwkSetUri);
    }

    private static ApplicationContextRunner believing(Certificates believed) {
        return service(issuer.uri())
                .withPropertyValues(
                        "roaming.auth.issuers[0].ssl-bundle=issuer",
                        "spring.ssl.bundle.pem.issuer.truststore.certificate=file:" + believed.authority());
    }

    @Test
    void itsKeysAreHadWithABundleThatNamesItsAuthority() {
        believing(certificates)
                .run(service -> assertThat(
                                service.getBean(JwtDecoder.class).decode(TOKEN).getSubject())
                        .isEqualTo("ann"));
    }

    @Test
    void withoutItsAuthorityThereAreNoKeys() {
        assertKeysCannotBeHad(believing(foreign));
        assertKeysCannotBeHad(service(issuer.uri()));
    }

    private static void assertKeysCannotBeHad(ApplicationContextRunner runner) {
        runner.run(service -> assertThatThrownBy(
                        () -> service.getBean(JwtDecoder.class).decode(TOKEN))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class));
    }

    @Test
    void aBundleThatIsNotThereOrGoesWithPlainTextIsRefusedAtStart() {
        service(issuer.uri())
                .withPropertyValues("roaming.auth.issuers[0].ssl-bundle=missing")
                .run(service -> assertThat(service).getFailure().rootCause().hasMessageContaining("missing"));
        service("http://127.0.0.1/jwks")
                .withPropertyValues("roaming.auth.issuers[0].ssl-bundle=missing")
                .run(service ->
                        assertThat(service).getFailure().rootCause().hasMessageContaining("must begin with https://"));
    }
}
