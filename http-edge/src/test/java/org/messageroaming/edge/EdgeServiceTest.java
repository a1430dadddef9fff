package org.messageroaming.edge;

import com.nimbusds.jose.jwk.RSAKey;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service on a port of its own that believes one issuer, which lives as long as this JVM. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "spring.application.name=edge")
public abstract class EdgeServiceTest {
    protected static final RSAKey KEY = TestIssuer.rsa("key");
    private static final TestIssuer ISSUER = new TestIssuer(KEY);

    @LocalServerPort
    protected int port;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        ISSUER.register(properties);
    }
}
