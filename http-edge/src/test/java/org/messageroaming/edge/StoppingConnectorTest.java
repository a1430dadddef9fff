package org.messageroaming.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.Test;
import org.messageroaming.edge.access.AccessRules;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Tomcat begins to stop at the very moment at which it has read a request's first line, and then does not read its headers. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=edge",
            "roaming.auth.issuers[0].issuer=nobody",
            "roaming.auth.issuers[0].jwk-set-uri=http://localhost:1/jwks"
        })
class StoppingConnectorTest {
    /** Tomcat asks once before it reads a request's first line and once after. */
    private static final int ASKED_BEFORE_READING = 1;

    private static final AtomicInteger ANSWERS_LEFT = new AtomicInteger(Integer.MAX_VALUE);

    @LocalServerPort
    private int port;

    @Test
    void whoComesInBetweenIsToldToComeBackAndNotThatTheRequestIsMalformed() throws IOException {
        ANSWERS_LEFT.set(ASKED_BEFORE_READING);
        assertThat(send()).startsWith("HTTP/1.1 503").contains("\r\nRetry-After: ", "\"code\":\"store-unavailable\"");
    }

    private String send() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /v1/x HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Says that it is stopping after so many answers. Instantiated by Tomcat by name. */
    public static final class StoppingProtocol extends Http11NioProtocol {
        @Override
        public boolean isPaused() {
            return ANSWERS_LEFT.getAndDecrement() <= 0;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(SimpleMeterRegistry.class)
    static class Service {
        @Bean
        AccessRules accessRules() {
            return AccessRules.denied();
        }

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> stoppingProtocol() {
            return factory -> factory.setProtocol(StoppingProtocol.class.getName());
        }
    }
}
