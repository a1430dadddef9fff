package org.messageroaming.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messageroaming.edge.access.Access;
import org.messageroaming.edge.access.AccessRules;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What Tomcat, Spring Security and Spring MVC each find malformed is refused as the contract says, whoever finds it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.application.name=edge", "spring.servlet.multipart.enabled=false"})
class MalformedRequestTest extends EdgeServiceTest {
    private static final String[] INVALID_REQUEST = {"application/problem+json", "\"code\":\"invalid-request\""};

    @ParameterizedTest
    @ValueSource(strings = {"=1", "%zz=1", "limit=%FF", "limit=%2", "a%0Ab=1", "=", "limit=1&=2"})
    void aMalformedQueryIsAnInvalidRequest(String query) throws IOException {
        assertThat(send("POST /v1/echo?" + query, "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "\"code\":\"invalid-request\"", "The query must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "multipart/form-data", "multipart/form-data; boundary=x"})
    void aContentTypeThatNoCallTakesIsRefusedAsSuch(String type) throws IOException {
        assertThat(send("POST /v1/echo", "Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 415")
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/echo", "/META-INF/MANIFEST.MF", "/nothing"})
    void aCharsetWithoutANameIsNoErrorOfTheService(String path) throws IOException {
        assertThat(send("GET " + path, "Content-Type: application/json;charset=\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains(INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/echo", "/v1/stream"})
    void malformedChunksAreAnInvalidRequest(String path) throws IOException {
        assertThat(send(
                        "POST " + path,
                        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"invalid-request\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/png", "*/*;q=0", "garbage"})
    void whatWasDoneIsNotRefusedForWhatTheCallerAccepts(String accept) throws IOException {
        String rest = "Accept: " + accept + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        assertThat(send("POST /v1/echo", rest)).startsWith("HTTP/1.1 200").contains("application/json");
    }

    @Test
    void aBodyThatEndsTooEarlyIsNoSuccess() throws IOException {
        assertThat(send("POST /v1/stream", "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{}"))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/a%2Fb", "/v1/a%00", "/v1/a\\b", "/v1/<a>"})
    void whatTomcatRefusesBeforeAnybodyReadsItIsAnInvalidRequestToo(String path) throws IOException {
        assertThat(send("GET " + path, "\r\n")).startsWith("HTTP/1.1 400").contains(INVALID_REQUEST);
    }

    @Test
    void soAreARequestLineAndHeadersThatAreTooLong() throws IOException {
        String tooLong = "x".repeat(9000);
        assertThat(send("GET /v1/" + tooLong, "\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains(INVALID_REQUEST);
        assertThat(send("GET /v1/echo?limit=" + tooLong, "\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains(INVALID_REQUEST);
        assertThat(send("GET /v1/echo", "X-Long: " + tooLong + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains(INVALID_REQUEST);
    }

    @Test
    void aHeadIsToldTheStatusAlone() throws IOException {
        assertThat(send("HEAD /v1/a\\b", "\r\n")).startsWith("HTTP/1.1 400").endsWith("\r\n\r\n");
    }

    private String send(String line, String rest) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String text = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token()
                    + "\r\n" + rest;
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String token() {
        return TestIssuer.signed(KEY, TestIssuer.claims("a").build());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Echo.class, SimpleMeterRegistry.class})
    static class Service {
        @Bean
        AccessRules accessRules() {
            return AccessRules.denied()
                    .allow(Access.BY_MEMBERSHIP, HttpMethod.POST, "/v1/echo")
                    .allow(Access.BY_MEMBERSHIP, HttpMethod.POST, "/v1/stream");
        }
    }

    /** A service with the two ways of reading a body. */
    @RestController
    static class Echo {
        record Body() {}

        @PostMapping("/v1/echo")
        Body echo(@RequestBody Body body) {
            return body;
        }

        @PostMapping("/v1/stream")
        Body stream(HttpServletRequest request) throws IOException {
            try (InputStream in = request.getInputStream()) {
                in.readAllBytes();
            }
            return new Body();
        }
    }
}
