package org.messageroaming.offline.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.offline.OfflineIT;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as clients meet it: over HTTP, on a real Redis. */
class InboxApiIT extends OfflineIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ENTRY = "\"entry\":{\"entryId\":\"e1\",\"kind\":\"MESSAGE\",\"message\":{\"a\":1}}";

    @Test
    void whatIsDeliveredIsPulledByteForByteWithEmojiAndAllNumbersAsWritten() throws Exception {
        String message = "{\"content\":{\"text\":\"héllo 你好 👋🏽\",\"n\":1.10,\"big\":12345678901234567890}}";
        HttpResponse<String> delivered = deliverBody("{\"deliveries\":[{\"recipients\":[\"" + user
                + "\"],\"entry\":{\"entryId\":\"e1\",\"kind\":\"MESSAGE\",\"message\":" + message + "}}]}");
        assertThat(delivered.body()).isEqualTo("{\"accepted\":1,\"duplicates\":0}");
        HttpResponse<String> pulled = get("/v1/users/me/inbox", TOKENS.user(user));
        assertThat(pulled.body()).contains("\"message\":" + message).contains("\"gap\":null");
        JsonNode page = JSON.readTree(pulled.body());
        assertThat(page.path("entries").path(0).path("seq").asInt()).isEqualTo(1);
        String next =
                "/v1/users/" + user + "/inbox?after=" + page.path("cursor").asString();
        assertThat(JSON.readTree(get(next, TOKENS.user(user)).body())
                        .path("entries")
                        .size())
                .isZero();
    }

    @Test
    void aNotificationAndAnOperationArriveAsTheirKinds() throws Exception {
        deliverBody("{\"deliveries\":[{\"recipients\":[\"" + user
                + "\"],\"entry\":{\"entryId\":\"n\",\"kind\":\"NOTIFICATION\","
                + "\"notification\":{\"type\":\"notice\",\"content\":{\"x\":1}}}},{\"recipients\":[\"" + user
                + "\"],\"entry\":{\"entryId\":\"o\",\"kind\":\"OPERATION\",\"operation\":{\"type\":\"READ\"}}}]}");
        JsonNode entries = JSON.readTree(
                        get("/v1/users/me/inbox", TOKENS.user(user)).body())
                .path("entries");
        assertThat(entries.path(0).path("notification").path("type").asString()).isEqualTo("notice");
        assertThat(entries.path(1).path("operation").path("type").asString()).isEqualTo("READ");
    }

    /** 80 of 60 KB: more than the 4 MiB of a pull, less than twice that. Who waits is answered at once. */
    @Test
    void largeEntriesEndAPageBeforeItsLimitAndTheCursorGoesOnWithTheRest() throws Exception {
        String payload = "{\"type\":\"t\",\"content\":{\"x\":\"" + "x".repeat(60_000) + "\"}}";
        for (int i = 1; i <= 80; i++) {
            deliver(List.of(user), "e" + i, "NOTIFICATION", payload);
        }
        JsonNode first = pull("?limit=1000");
        int given = first.path("entries").size();
        assertThat(given).isBetween(60, 70);
        assertThat(first.path("hasMore").asBoolean()).isTrue();
        JsonNode second =
                pull("?limit=1000&wait=30&after=" + first.path("cursor").asString());
        assertThat(second.path("gap").isNull()).isTrue();
        assertThat(second.path("entries").path(0).path("seq").asInt()).isEqualTo(given + 1);
        assertThat(second.path("entries").size()).isEqualTo(80 - given);
        assertThat(second.path("hasMore").asBoolean()).isFalse();
    }

    static Stream<Arguments> badBodies() {
        String good = "{\"recipients\":[\"u\"]," + ENTRY + "}";
        return Stream.of(
                Arguments.of("{\"deliveries\":[" + good + "],\"extra\":1}", "extra"),
                Arguments.of("{\"deliveries\":[]}", "deliveries"),
                Arguments.of("{}", "deliveries"),
                Arguments.of("{\"deliveries\":7}", "deliveries"),
                Arguments.of("{\"deliveries\":[{\"recipients\":[]," + ENTRY + "}]}", "recipients"),
                Arguments.of("{\"deliveries\":[{\"recipients\":[\"-x\"]," + ENTRY + "}]}", "recipients"),
                Arguments.of(
                        "{\"deliveries\":[{\"recipients\":[\"" + "a".repeat(129) + "\"]," + ENTRY + "}]}",
                        "recipients"),
                Arguments.of("{\"deliveries\":[{\"recipients\":[\"u\",\"u\"]," + ENTRY + "}]}", "recipients"),
                Arguments.of("{\"deliveries\":[{\"recipients\":[5]," + ENTRY + "}]}", "recipients"),
                Arguments.of("{\"deliveries\":[{\"recipients\":[\"u\"]}]}", "entry"),
                Arguments.of(
                        "{\"deliveries\":[{\"recipients\":[\"u\"],\"entry\":{\"entryId\":\"e\",\"kind\":\"NOTIFICATION\",\"message\":{}}}]}",
                        "message"),
                Arguments.of(
                        "{\"deliveries\":[{\"recipients\":[\"u\"],\"entry\":{\"entryId\":\"e\",\"kind\":\"MESSAGE\",\"message\":[]}}]}",
                        "message"),
                Arguments.of(
                        "{\"deliveries\":[{\"recipients\":[\"u\"],\"entry\":{\"entryId\":\"e\",\"kind\":3,\"message\":{}}}]}",
                        "kind"),
                Arguments.of("{\"deliveries\":[" + good, "JSON"),
                Arguments.of("[]", "object"),
                Arguments.of("", "body"));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void aBadBodyIsRefusedNamingTheField(String body, String named) throws Exception {
        HttpResponse<String> answer = deliverBody(body);
        assertProblem(answer, 400, "invalid-request");
        assertThat(JSON.readTree(answer.body()).path("detail").asString()).contains(named);
    }

    @Test
    void invalidUtf8IsRefused() throws Exception {
        byte[] body = "{\"deliveries\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        body[15] = (byte) 0xff;
        assertProblem(send(HttpRequest.BodyPublishers.ofByteArray(body)), 400, "invalid-request");
    }

    @Test
    void tenMebibytesAreRefusedAnnouncedOrNot() throws Exception {
        byte[] body = new byte[10 * 1024 * 1024];
        Arrays.fill(body, (byte) ' ');
        assertProblem(send(HttpRequest.BodyPublishers.ofByteArray(body)), 413, "payload-too-large");
        assertProblem(
                send(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))),
                413,
                "payload-too-large");
    }

    @Test
    void tooLongNotificationContentIsRefused() throws Exception {
        HttpResponse<String> answer = deliverBody("{\"deliveries\":[{\"recipients\":[\"" + user
                + "\"],\"entry\":{\"entryId\":\"n\",\"kind\":\"NOTIFICATION\",\"notification\":{\"type\":\"t\",\"content\":{\"x\":\""
                + "x".repeat(65_536) + "\"}}}}]}");
        assertProblem(answer, 413, "payload-too-large");
    }

    @ParameterizedTest
    @CsvSource({"100, 200", "101, 400", "10000, 400"})
    void contentIsNestedSoDeepAndNoDeeper(int depth, int status) throws Exception {
        String content = "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
        deliverContent(status, "NOTIFICATION", "notification", "{\"type\":\"t\",\"content\":" + content + "}");
        deliverContent(
                status,
                "MESSAGE",
                "message",
                "{\"conversationId\":\"c\",\"seq\":1,\"type\":\"t\",\"content\":" + content + "}");
        deliverContent(
                status,
                "OPERATION",
                "operation",
                "{\"type\":\"EDIT\",\"conversationId\":\"c\",\"seq\":1,\"content\":" + content + "}");
        assertThat(pull("").path("entries")).hasSize(status == 200 ? 3 : 0);
    }

    private void deliverContent(int status, String kind, String field, String payload) throws Exception {
        HttpResponse<String> answer = deliverBody("{\"deliveries\":[{\"recipients\":[\"" + user
                + "\"],\"entry\":{\"entryId\":\"" + kind + "\",\"kind\":\"" + kind + "\",\"" + field + "\":" + payload
                + "}}]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=1001", "limit=-1", "limit=1.5", "limit=x", "unknown=1", "limit=1&limit=2"})
    void aBadQueryIsRefused(String query) throws Exception {
        assertProblem(get("/v1/users/me/inbox?" + query, TOKENS.user(user)), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "bm9uc2Vuc2U", "%00", "latest2"})
    void aMalformedCursorIsRefused(String cursor) throws Exception {
        assertProblem(get("/v1/users/me/inbox?after=" + cursor, TOKENS.user(user)), 400, "invalid-cursor");
    }

    @Test
    void anotherUsersCursorIsRefused() throws Exception {
        String others = JSON.readTree(
                        get("/v1/users/me/inbox", TOKENS.user(user + "-b")).body())
                .path("cursor")
                .asString();
        assertProblem(get("/v1/users/me/inbox?after=" + others, TOKENS.user(user)), 400, "invalid-cursor");
    }

    @Test
    void onlyTheUserItselfAndServicesRead() throws Exception {
        assertProblem(get("/v1/users/" + user + "/inbox", null), 401, "unauthenticated");
        assertProblem(get("/v1/users/" + user + "/inbox", "no.such.token"), 401, "unauthenticated");
        assertProblem(get("/v1/users/" + user + "/inbox", Tokens.random().user(user)), 401, "unauthenticated");
        assertProblem(get("/v1/users/someone-else/inbox", TOKENS.user(user)), 403, "forbidden");
        assertThat(get("/v1/users/" + user + "/inbox", TOKENS.service("gateway"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void onlyServicesDeliver() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/v1/deliveries"))
                .header("Authorization", "Bearer " + TOKENS.user(user))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"deliveries\":[{\"recipients\":[\"u\"]," + ENTRY + "}]}"))
                .build();
        assertProblem(client.send(request, HttpResponse.BodyHandlers.ofString()), 403, "forbidden");
    }

    @Test
    void healthAndTheOpenApiDocumentNeedNoTokenAndMetricsNeedAService() throws Exception {
        assertThat(get("/actuator/health/readiness", null).statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/liveness", null).statusCode()).isEqualTo(200);
        assertThat(get("/v3/api-docs", null).body()).contains("/v1/deliveries");
        assertProblem(get("/actuator/prometheus", TOKENS.user(user)), 403, "forbidden");
        assertThat(get("/actuator/prometheus", TOKENS.service("ops")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void requestsAreMeasuredAndTheirCommandsToRedisAreNot() throws Exception {
        get("/v1/users/me/inbox", TOKENS.user(user));
        assertThat(get("/actuator/prometheus", TOKENS.service("ops")).body())
                .contains("http_server_requests")
                .doesNotContain("lettuce");
    }

    @Test
    void whatIsNotThereIsAProblemTooAndNeverHtml() throws Exception {
        assertProblem(get("/v1/nothing", TOKENS.user(user)), 404, "invalid-request");
        assertProblem(get("/v1/deliveries", TOKENS.user(user)), 405, "invalid-request");
    }

    private HttpResponse<String> deliverBody(String body) throws IOException, InterruptedException {
        return send(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("/v1/deliveries"))
                .header("Authorization", "Bearer " + TOKENS.service("gateway"))
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, @Nullable String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("detail").asString()).isNotEmpty().doesNotContain("org.", "java", "Exception");
    }
}
