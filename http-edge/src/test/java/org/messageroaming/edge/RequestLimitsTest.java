package org.messageroaming.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;

/** What is too much, too slow or too deep is refused; there is no Redis. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = MalformedRequestTest.Service.class,
        properties = {
            "spring.application.name=edge",
            "spring.data.redis.port=1",
            "roaming.http.unlimited-paths=/stream",
            "roaming.http.body.grace=2s",
            "roaming.http.body.pace=1MB",
            "roaming.http.body.drain-time=1s",
            "roaming.limits.user-burst=20",
            "roaming.limits.user-per-second=1",
            "roaming.limits.user-concurrent=2",
            "roaming.limits.service-burst=1000"
        })
class RequestLimitsTest extends EdgeServiceTest {
    private static final Pattern RETRY_AFTER = Pattern.compile("Retry-After: (\\d+)");
    private static final String JSON = "Content-Type: application/json\r\n";

    private String authorization(String user, String scope) {
        return "Authorization: Bearer "
                + TestIssuer.signed(
                        KEY, TestIssuer.claims(user).claim("scope", scope).build()) + "\r\n";
    }

    private String backEnd() {
        return authorization("gateway", "roaming.service");
    }

    private String send(String path, String headers, String body) throws IOException {
        try (Socket socket = new RawPost(path, headers + "Connection: close\r\n", body.length()).open(port)) {
            socket.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whoAsksTooOftenIsToldHowLongToWaitAndThenServedAlsoWithoutRedis() throws Exception {
        String ann = authorization("ann", "") + JSON;
        String refusal = "";
        for (int i = 0; i < 100 && refusal.isEmpty(); i++) {
            String answer = send("/v1/echo", ann, "{}");
            assertThat(answer).matches("(?s)HTTP/1.1 (200|429) .*");
            refusal = answer.startsWith("HTTP/1.1 429") ? answer : "";
        }
        assertThat(refusal).contains("application/problem+json", "\"code\":\"rate-limited\"", "1 requests a second");
        Matcher wait = RETRY_AFTER.matcher(refusal);
        assertThat(wait.find()).isTrue();
        assertThat(send("/v1/echo", authorization("bob", "") + JSON, "{}")).startsWith("HTTP/1.1 200");
        TimeUnit.SECONDS.sleep(Long.parseLong(wait.group(1)));
        assertThat(send("/v1/echo", ann, "{}")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nothing", "/%761/echo", "/nothing"})
    void whateverThePathIsItIsCounted(String path) throws IOException {
        String dan = authorization("dan" + path.length(), "");
        String last = "";
        for (int i = 0; i < 100 && !last.startsWith("HTTP/1.1 429"); i++) {
            last = send(path, dan, "");
        }
        assertThat(last).startsWith("HTTP/1.1 429");
    }

    @Test
    void aUserCannotTakeAllPlacesWithSlowRequests() throws Exception {
        String eve = authorization("eve", "") + JSON;
        try (Socket one = new RawPost("/v1/echo", eve, 2).open(port);
                Socket other = new RawPost("/v1/echo", eve, 2).open(port)) {
            String refusal = refusal(eve);
            assertThat(refusal)
                    .startsWith("HTTP/1.1 429")
                    .contains("Retry-After: 1", "\"code\":\"rate-limited\"", "at the same time");
            assertThat(send("/v1/echo", authorization("bob2", "") + JSON, "{}")).startsWith("HTTP/1.1 200");
            for (Socket slow : new Socket[] {one, other}) {
                slow.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
            }
        }
        // The bucket has one more after a second.
        TimeUnit.SECONDS.sleep(1);
        assertThat(send("/v1/echo", eve, "{}")).startsWith("HTTP/1.1 200");
    }

    /** Until both slow ones are being served: fewer tries than the bucket has tokens. */
    private String refusal(String headers) throws Exception {
        String answer = "";
        for (int i = 0; i < 15 && !answer.startsWith("HTTP/1.1 429"); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
            answer = send("/v1/echo", headers, "{}");
        }
        return answer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/echo", "/v1/stream"})
    void whoSendsABodyTooSlowlyIsGivenUpAndItsConnectionClosed(String path) throws Exception {
        try (Drip drip = new Drip(new RawPost(path, backEnd() + JSON, 1_000_000).open(port), " ")) {
            assertThat(drip.readToTheEnd())
                    .startsWith("HTTP/1.1 408")
                    .contains("Connection: close", "\"code\":\"invalid-request\"", "too slowly");
            assertThat(drip.isOver()).isFalse();
        }
    }

    @Test
    void whoIsRefusedCannotHoldAThreadByABodyThatDoesNotEnd() throws Exception {
        try (Drip drip = new Drip(new RawPost("/v1/echo", JSON, 1_000_000).open(port), " ")) {
            assertThat(drip.readToTheEnd()).startsWith("HTTP/1.1 401").contains("\"unauthenticated\"");
            assertThat(drip.isOver()).isFalse();
        }
    }

    @Test
    void aBodyThatIsRefusedIsReadSoThatTheAnswerArrivesAndTheConnectionGoesOn() throws IOException {
        String body = "x".repeat(900_000);
        try (Socket socket = new RawPost("/v1/echo", JSON, body.length()).open(port)) {
            socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            RawPost next = new RawPost("/v1/echo", backEnd() + JSON + "Connection: close\r\n", 2);
            socket.getOutputStream().write((next.head() + "{}").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 401")
                    .contains("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "identity, gzip", "identity\r\nContent-Encoding: gzip"})
    void whatIsCompressedIsNotDecompressedButRefused(String coding) throws IOException {
        for (String path : new String[] {"/v1/echo", "/v1/stream"}) {
            assertThat(send(path, backEnd() + JSON + "Content-Encoding: " + coding + "\r\n", "{}"))
                    .startsWith("HTTP/1.1 415")
                    .contains("Accept-Encoding: identity", "\"code\":\"invalid-request\"", "Content-Encoding");
        }
        assertThat(send("/v1/echo", backEnd() + JSON + "Content-Encoding: Identity\r\n", "{}"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aFormIsNotReadToFindOutWhatTheQueryHolds() throws IOException {
        String form = backEnd() + "Content-Type: application/x-www-form-urlencoded\r\n";
        assertThat(statusBeforeTheBody(new RawPost("/v1/echo?a=1", form, 1000))).isEqualTo("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void aBodyIsRefusedWhereNobodyReadsIt(String method) throws IOException {
        RawPost post = new RawPost("/v1/echo", backEnd(), 1000);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(post.head().replace("POST", method).getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
        }
    }

    /** What is answered though nothing of the body has come. */
    private String statusBeforeTheBody(RawPost post) throws IOException {
        try (Socket socket = post.open(port)) {
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void tooManyAndTooLargeHeadersAreRefused() throws IOException {
        assertThat(send("/v1/echo", backEnd() + JSON + "X-A: 1\r\n".repeat(90), "{}"))
                .startsWith("HTTP/1.1 200");
        assertThat(send("/v1/echo", backEnd() + JSON + "X-A: 1\r\n".repeat(101), "{}"))
                .matches("(?s)HTTP/1.1 4\\d\\d.*");
        assertThat(send("/v1/echo", backEnd() + JSON + "X-A: " + "a".repeat(9000) + "\r\n", "{}"))
                .matches("(?s)HTTP/1.1 4\\d\\d.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"a\":["})
    void whatIsNestedTenThousandDeepIsAnInvalidRequest(String opening) throws IOException {
        assertThat(send("/v1/echo", backEnd() + JSON, opening.repeat(10_000)))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"invalid-request\"");
    }
}
