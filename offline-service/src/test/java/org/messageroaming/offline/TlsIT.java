package org.messageroaming.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messageroaming.localstack.Certificates;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.localstack.Secrets;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.offline.inbox.Waiters;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Every call over HTTP/2 in TLS, with a Redis in TLS, as a Redis user that may do no more. */
class TlsIT {
    private static final Tokens TOKENS = Tokens.random();
    private static final Secrets SECRETS = new Secrets();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int WAITERS = 60;
    private static final int EARNING = 10;
    /** It counts as waiting a moment before its thread lets go of it. */
    private static final long HELD_MILLIS = 500;

    private static final String WAITING = "/v1/users/me/inbox?wait=30";
    private static final String SENT_AT = "2026-03-01T12:00:00Z";

    @TempDir
    private static Path folder;

    @TempDir
    private static Path foreignFolder;

    private static Certificates certificates;
    private static Certificates foreign;
    private static RedisServer redis;
    private static ConfigurableApplicationContext instance;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        certificates = Certificates.create(folder);
        foreign = Certificates.create(foreignFolder);
        redis = SecuredInstance.redis(folder, certificates, SECRETS);
        instance = SecuredInstance.start(redis, certificates, certificates.authority(), SECRETS, TOKENS);
        client = client(certificates);
    }

    @AfterAll
    static void stop() {
        instance.close();
        redis.close();
    }

    private static HttpClient client(Certificates believed) {
        return HttpClient.newBuilder().sslContext(believed.context()).build();
    }

    private static HttpRequest request(
            ConfigurableApplicationContext at, String method, String path, String token, @Nullable String body) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + SecuredInstance.port(at) + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static JsonNode call(int status, String method, String path, String token, @Nullable String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(request(instance, method, path, token, body), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return answer.body().isEmpty() ? WireJson.MAPPER.nullNode() : WireJson.MAPPER.readTree(answer.body());
    }

    private static JsonNode pull(String user, String query) throws IOException, InterruptedException {
        return call(200, "GET", "/v1/users/me/inbox" + query, TOKENS.user(user), null);
    }

    private static CompletableFuture<HttpResponse<String>> waiting(ConfigurableApplicationContext at, String user) {
        return client.sendAsync(
                request(at, "GET", WAITING, TOKENS.user(user), null), HttpResponse.BodyHandlers.ofString());
    }

    private static void deliver(List<String> users, String id) throws IOException, InterruptedException {
        String entry = "{\"entryId\":\"" + id + "\",\"kind\":\"MESSAGE\",\"message\":" + message("{}") + "}";
        call(
                200,
                "POST",
                "/v1/deliveries",
                TOKENS.service("gateway"),
                "{\"deliveries\":[{\"recipients\":" + WireJson.MAPPER.writeValueAsString(users) + ",\"entry\":" + entry
                        + "}]}");
    }

    private static String message(String content) {
        return "{\"conversationId\":\"c\",\"seq\":1,\"sender\":\"a\",\"clientMessageId\":\"m1\",\"type\":\"text\",\"content\":"
                + content + ",\"sentAt\":\"" + SENT_AT + "\""
                + (content.equals("null") ? ",\"recalledAt\":\"" + SENT_AT + "\",\"recalledBy\":\"a\"}" : "}");
    }

    private static void awaitWaiters(ConfigurableApplicationContext at, int count) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(at.getBean(Waiters.class).count()).isEqualTo(count));
    }

    @Test
    void everyCallIsServedWithNoMoreRightsInRedisThanItsUserHas() throws Exception {
        String alice = TOKENS.user("alice");
        deliver(List.of("alice"), "e1");
        String cursor = pull("alice", "").path("cursor").asString();
        String devices = "/v1/users/me/devices";
        call(200, "PUT", devices + "/phone/cursor", alice, "{\"cursor\":\"" + cursor + "\"}");
        deliver(List.of("alice"), "e2");
        assertThat(pull("alice", "?device=phone").path("entries")).hasSize(1);
        assertThat(call(200, "GET", devices, alice, null).toString()).contains("phone");
        call(204, "DELETE", devices + "/phone", alice, null);
        String recall = "{\"recalls\":[{\"recipients\":[\"alice\"],\"message\":" + message("null") + "}]}";
        assertThat(call(200, "POST", "/v1/recalls", TOKENS.service("history-service"), recall)
                        .path("scrubbed")
                        .asLong())
                .isEqualTo(1);
        call(200, "GET", "/actuator/health/readiness", alice, null);
    }

    @Test
    void manyPullsWaitOnOneConnectionAndHoldUpNothingElseOnIt() throws Exception {
        List<String> users =
                IntStream.range(0, WAITERS).mapToObj(i -> "waiter" + i).toList();
        List<CompletableFuture<HttpResponse<String>>> all =
                users.stream().map(user -> waiting(instance, user)).toList();
        awaitWaiters(instance, WAITERS);
        deliver(users, "for-all");
        for (CompletableFuture<HttpResponse<String>> one : all) {
            HttpResponse<String> answer = one.get(20, TimeUnit.SECONDS);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).contains("for-all");
        }
        awaitWaiters(instance, 0);
    }

    @Test
    void aClientThatEndsItsPullAndKeepsTheConnectionFreesItsPlace() throws Exception {
        // Each request earns a connection some of what Tomcat takes off for an ended one, as it does against floods of
        // them.
        for (int i = 0; i < EARNING; i++) {
            pull("impatient", "");
        }
        CompletableFuture<HttpResponse<String>> pull = waiting(instance, "impatient");
        awaitWaiters(instance, 1);
        Thread.sleep(HELD_MILLIS);
        pull.cancel(true);
        awaitWaiters(instance, 0);
        pull("impatient", "");
    }

    @Test
    void whoeverWaitsIsAnsweredWhenTheServiceStops() throws Exception {
        try (CloseableHttpAsyncClient graceful = HttpAsyncClients.customHttp2()
                .setTlsStrategy(ClientTlsStrategyBuilder.create()
                        .setSslContext(certificates.context())
                        .buildAsync())
                .build()) {
            graceful.start();
            Future<SimpleHttpResponse> pull;
            try (ConfigurableApplicationContext other =
                    SecuredInstance.start(redis, certificates, certificates.authority(), SECRETS, TOKENS)) {
                HttpRequest request = request(other, "GET", WAITING, TOKENS.user("patient"), null);
                pull = graceful.execute(
                        SimpleRequestBuilder.get(request.uri())
                                .addHeader("Authorization", "Bearer " + TOKENS.user("patient"))
                                .build(),
                        null);
                awaitWaiters(other, 1);
            }
            SimpleHttpResponse answer = pull.get(20, TimeUnit.SECONDS);
            assertThat(answer.getVersion()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(answer.getCode()).isEqualTo(200);
            assertThat(answer.getBodyText()).contains("\"entries\":[]");
        }
    }

    @Test
    void nobodyIsServedInPlainText() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SecuredInstance.port(instance))) {
            socket.getOutputStream()
                    .write("GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .doesNotContain("UP");
        }
    }

    @Test
    void whoBelievesAnotherAuthorityTellsItNothing() {
        HttpRequest request = request(instance, "GET", "/v1/users/me/inbox", TOKENS.user("alice"), null);
        assertThatThrownBy(() -> client(foreign).send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void aServiceThatBelievesAnotherAuthorityHasNoRedis() throws Exception {
        try (ConfigurableApplicationContext other =
                SecuredInstance.start(redis, certificates, foreign.authority(), SECRETS, TOKENS)) {
            HttpResponse<String> answer = client.send(
                    request(other, "GET", "/v1/users/me/inbox", TOKENS.user("alice"), null),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aCertificateThatIsReplacedIsShownWithoutARestart() throws Exception {
        BigInteger before = shown();
        certificates.renew();
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(shown()).isNotEqualTo(before));
        pull("alice", "");
    }

    /** Which certificate a new connection is shown. */
    private static BigInteger shown() throws IOException {
        try (SSLSocket socket = (SSLSocket)
                certificates.context().getSocketFactory().createSocket("localhost", SecuredInstance.port(instance))) {
            return Stream.of(socket.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .findFirst()
                    .orElseThrow()
                    .getSerialNumber();
        }
    }
}
