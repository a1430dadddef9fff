package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.Tokens;

/** Everything that is sent carries a mark; no log has it, though everything logs all that it can. */
class LogsIT {
    private static final String MARK = "planted-in-content";
    private static final String GROUP = "/v1/conversations/marked";
    private static final Map<String, String> EVERYTHING = Map.of("LOGGING_LEVEL_ROOT", "TRACE");

    private final Tokens tokens = Tokens.random();
    private final Api api = new Api();
    private final String ann = tokens.user("ann");
    private final String bob = tokens.user("bob");
    private final String gateway = tokens.service("gateway");

    @Test
    void neitherContentNorTokensNorKeysAreLoggedAtAnyLevel() throws Exception {
        try (Platform platform = TestPlatform.create(tokens, EVERYTHING)) {
            ServiceProcess offline = platform.startOffline(0);
            ServiceProcess history = platform.startHistory(0, offline);
            live(offline, history);
            err(offline, history);
            for (Path log : platform.logs()) {
                String text = Files.readString(log, StandardCharsets.ISO_8859_1);
                assertThat(text).as("it does log").contains("org.messageroaming", "gateway");
                assertThat(lines(text, MARK)).as("content in %s", log).isEmpty();
                for (String secret : secrets()) {
                    assertThat(lines(text, secret)).as("secret in %s", log).isEmpty();
                }
            }
        }
    }

    /** The signatures of tokens: their other parts are alike. */
    private List<String> secrets() {
        return List.of(signature(ann), signature(bob), signature(gateway), "PRIVATE KEY", "eyJhbGciOiJSUzI1NiI");
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static List<String> lines(String text, String mark) {
        return text.lines()
                .filter(line -> line.contains(mark))
                .limit(5)
                .map(line -> line.substring(0, Math.min(line.length(), 300)))
                .toList();
    }

    private void live(ServiceProcess offline, ServiceProcess history) throws IOException {
        api.put(history.uri(), GROUP, gateway, Map.of("kind", "GROUP", "members", List.of("ann", "bob")));
        assertThat(append(history, "m1").status()).isEqualTo(201);
        assertThat(append(history, "m1").status()).isEqualTo(200);
        assertThat(append(history, "m2").status()).isEqualTo(201);
        operate(history, Map.of("operationId", "e", "type", "EDIT", "seq", 1, "content", content("edited")));
        operate(history, Map.of("operationId", "r", "type", "RECALL", "seq", 2));
        api.get(history.uri(), GROUP + "/messages", bob);
        api.get(history.uri(), GROUP + "/changes", bob);
        api.get(history.uri(), "/v1/users/me/conversations", bob);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.get(offline.uri(), "/v1/users/me/inbox", bob)
                                .body()
                                .path("entries")
                                .size()
                        >= 4);
        Map<String, Object> notification = Map.of(
                "entryId", "n", "kind", "NOTIFICATION", "notification", Map.of("type", "t", "content", content("")));
        api.post(
                offline.uri(),
                "/v1/deliveries",
                gateway,
                Map.of("deliveries", List.of(Map.of("recipients", List.of("bob"), "entry", notification))));
        api.get(offline.uri(), "/v1/users/me/inbox?wait=1&after=latest", bob);
    }

    /** What is refused is described, but not repeated. */
    private void err(ServiceProcess offline, ServiceProcess history) throws IOException {
        assertThat(append(history, "bad id " + MARK).status()).isEqualTo(400);
        operate(history, Map.of("operationId", "x", "type", MARK));
        api.post(history.uri(), GROUP + "/messages", ann, Map.of("unknown", content("")));
        api.post(history.uri(), GROUP + "/import", gateway, Map.of("content", content("")));
        api.post(offline.uri(), "/v1/deliveries", gateway, Map.of("deliveries", content("")));
        api.post(offline.uri(), "/v1/deliveries", ann, Map.of("deliveries", content("")));
        api.get(offline.uri(), "/v1/users/me/inbox?after=" + MARK, bob);
        // What follows a body that is longer than it says, and what should be a header, nobody reads as such.
        sendAsItIs(history.uri(), "Content-Length: 2\r\n\r\n{}\"" + MARK + "\"}");
        sendAsItIs(offline.uri(), "Authorization : Bearer " + ann);
    }

    private static void sendAsItIs(URI service, String rest) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            String text = "POST /v1/any HTTP/1.1\r\nHost: localhost\r\n" + rest + "\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("HTTP/1.1 400");
        }
    }

    private Api.Answer append(ServiceProcess history, String id) {
        return api.post(
                history.uri(),
                GROUP + "/messages",
                ann,
                Map.of("clientMessageId", id, "type", "text", "content", content("original")));
    }

    private void operate(ServiceProcess history, Map<String, Object> operation) {
        api.post(history.uri(), GROUP + "/operations", ann, operation);
    }

    private static Map<String, Object> content(String text) {
        return Map.of("text", MARK + " " + text);
    }
}
