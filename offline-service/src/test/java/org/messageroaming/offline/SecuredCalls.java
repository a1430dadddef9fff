package org.messageroaming.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.offline.inbox.Waiters;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Calls to a {@link SecuredInstance}, over HTTP/2. */
final class SecuredCalls {
    static final String WAITING = "/v1/users/me/inbox?wait=30";

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SENT_AT = "2026-03-01T12:00:00Z";

    private final ConfigurableApplicationContext instance;
    private final HttpClient client;
    private final Tokens tokens;

    SecuredCalls(ConfigurableApplicationContext instance, HttpClient client, Tokens tokens) {
        this.instance = instance;
        this.client = client;
        this.tokens = tokens;
    }

    /** Returns when a pull has waited: who comes first has connections opened, which takes a busy machine longer than a call may. */
    void awaitConnections() {
        await().atMost(SOON).untilAsserted(() -> pull("first", "?wait=1"));
    }

    /** Whatever the service does in Redis, once, for a user that has no inbox before and none after. */
    void makeEach(String user) throws Exception {
        String own = tokens.user(user);
        CompletableFuture<HttpResponse<String>> waiting = waiting(user);
        awaitWaiters(1);
        deliver(List.of(user), "e1");
        assertThat(waiting.get(SOON.toSeconds(), TimeUnit.SECONDS).body()).contains("\"e1\"");
        String cursor = pull(user, "").path("cursor").asString();
        String devices = "/v1/users/me/devices";
        call(200, "PUT", devices + "/phone/cursor", own, "{\"cursor\":\"" + cursor + "\"}");
        deliver(List.of(user), "e2");
        assertThat(pull(user, "?device=phone").path("entries")).hasSize(1);
        assertThat(call(200, "GET", devices, own, null).toString()).contains("phone");
        call(204, "DELETE", devices + "/phone", own, null);
        String recall = "{\"recalls\":[{\"recipients\":[\"" + user + "\"],\"message\":" + message("null") + "}]}";
        assertThat(call(200, "POST", "/v1/recalls", tokens.service("history-service"), recall)
                        .path("scrubbed")
                        .asLong())
                .isEqualTo(1);
        call(204, "DELETE", "/v1/users/" + user + "/inbox", tokens.service("history-service"), null);
        assertThat(pull(user, "").path("entries")).isEmpty();
        call(200, "GET", "/actuator/health/readiness", own, null);
    }

    HttpRequest request(String method, String path, String token, @Nullable String body) {
        URI uri = URI.create("https://localhost:" + SecuredInstance.port(instance) + path);
        return OfflineIT.request(uri, method, token, body);
    }

    private JsonNode call(int status, String method, String path, String token, @Nullable String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(request(method, path, token, body), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return answer.body().isEmpty() ? WireJson.MAPPER.nullNode() : WireJson.MAPPER.readTree(answer.body());
    }

    JsonNode pull(String user, String query) throws IOException, InterruptedException {
        return call(200, "GET", "/v1/users/me/inbox" + query, tokens.user(user), null);
    }

    CompletableFuture<HttpResponse<String>> waiting(String user) {
        return client.sendAsync(request("GET", WAITING, tokens.user(user), null), HttpResponse.BodyHandlers.ofString());
    }

    void deliver(List<String> users, String id) throws IOException, InterruptedException {
        String entry = "{\"entryId\":\"" + id + "\",\"kind\":\"MESSAGE\",\"message\":" + message("{}") + "}";
        call(
                200,
                "POST",
                "/v1/deliveries",
                tokens.service("gateway"),
                "{\"deliveries\":[{\"recipients\":" + WireJson.MAPPER.writeValueAsString(users) + ",\"entry\":" + entry
                        + "}]}");
    }

    private static String message(String content) {
        return "{\"conversationId\":\"c\",\"seq\":1,\"sender\":\"a\",\"clientMessageId\":\"m1\",\"type\":\"text\",\"content\":"
                + content + ",\"sentAt\":\"" + SENT_AT + "\""
                + (content.equals("null") ? ",\"recalledAt\":\"" + SENT_AT + "\",\"recalledBy\":\"a\"}" : "}");
    }

    void awaitWaiters(int count) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(instance.getBean(Waiters.class).count()).isEqualTo(count));
    }
}
