package org.messageroaming.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.messageroaming.localstack.Endpoint;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.model.json.WireJson;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The service over HTTP on a real Redis, with short heartbeats. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "roaming.offline.wait.heartbeat=200ms",
            "roaming.offline.wait.max=2500",
            "roaming.offline.wait.max-per-user=2500",
            "roaming.limits.user-burst=10000",
            "roaming.limits.user-concurrent=1000",
            "roaming.offline.device.max=3"
        })
public abstract class OfflineIT {
    protected static final Tokens TOKENS = Tokens.random();
    protected static final String PREFIX = "offline-it";

    /** Without attempts to upgrade, also where HTTP/2 is served. */
    protected final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    protected final String user = "u-" + UUID.randomUUID();
    protected final String conversation = "c-" + UUID.randomUUID();

    @LocalServerPort
    protected int port;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        Endpoint redis = SharedStack.redis();
        properties.add("spring.data.redis.host", redis::host);
        properties.add("spring.data.redis.port", redis::port);
        TOKENS.properties().forEach((name, value) -> properties.add(name, () -> value));
        properties.add("roaming.offline.inbox.key-prefix", () -> PREFIX);
    }

    protected URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    protected HttpRequest request(String method, String path, String token, @Nullable String body) {
        return request(uri(path), method, token, body);
    }

    static HttpRequest request(URI uri, String method, String token, @Nullable String body) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    protected JsonNode call(int status, String method, String path, String token, @Nullable String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(request(method, path, token, body), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body().isEmpty() ? WireJson.MAPPER.nullNode() : WireJson.MAPPER.readTree(answer.body());
    }

    protected JsonNode pull(String query) throws IOException, InterruptedException {
        return call(200, "GET", "/v1/users/me/inbox" + query, TOKENS.user(user), null);
    }

    protected JsonNode deliver(List<String> recipients, String entryId, String kind, String payload)
            throws IOException, InterruptedException {
        String entry = "{\"entryId\":\"" + entryId + "\",\"kind\":\"" + kind + "\",\"" + kind.toLowerCase(Locale.ROOT)
                + "\":" + payload + "}";
        return call(
                200,
                "POST",
                "/v1/deliveries",
                TOKENS.service("gateway"),
                "{\"deliveries\":[{\"recipients\":" + WireJson.MAPPER.writeValueAsString(recipients) + ",\"entry\":"
                        + entry + "}]}");
    }

    protected void deliver(String entryId) throws IOException, InterruptedException {
        deliver(List.of(user), entryId, "NOTIFICATION", "{\"type\":\"t\",\"content\":{}}");
    }
}
