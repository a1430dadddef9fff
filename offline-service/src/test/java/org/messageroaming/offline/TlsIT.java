package org.messageroaming.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messageroaming.localstack.Certificates;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.localstack.Secrets;
import org.messageroaming.localstack.Tokens;
import org.springframework.context.ConfigurableApplicationContext;

/** Every call over HTTP/2 in TLS, with a Redis in TLS, as a Redis user that may do no more. */
class TlsIT {
    private static final Tokens TOKENS = Tokens.random();
    private static final Secrets SECRETS = new Secrets();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int WAITERS = 60;
    private static final int EARNING = 10;
    /** It counts as waiting a moment before its thread lets go of it. */
    private static final long HELD_MILLIS = 500;

    @TempDir
    private static Path folder;

    @TempDir
    private static Path foreignFolder;

    private static Certificates certificates;
    private static Certificates foreign;
    private static RedisServer redis;
    private static ConfigurableApplicationContext instance;
    private static HttpClient client;
    private static SecuredCalls calls;

    @BeforeAll
    static void start() throws Exception {
        certificates = Certificates.create(folder);
        foreign = Certificates.create(foreignFolder);
        redis = SecuredInstance.redis(folder, certificates, SECRETS);
        instance = SecuredInstance.start(redis, certificates, certificates.authority(), SECRETS, TOKENS);
        client = client(certificates);
        calls = calls(instance);
    }

    @AfterAll
    static void stop() {
        instance.close();
        redis.close();
    }

    private static SecuredCalls calls(ConfigurableApplicationContext at) {
        return new SecuredCalls(at, client, TOKENS);
    }

    private static HttpClient client(Certificates believed) {
        return HttpClient.newBuilder().sslContext(believed.context()).build();
    }

    @Test
    void everyCallIsServedWithNoMoreRightsInRedisThanItsUserHas() throws Exception {
        calls.makeEach("alice");
    }

    @Test
    void manyPullsWaitOnOneConnectionAndHoldUpNothingElseOnIt() throws Exception {
        List<String> users =
                IntStream.range(0, WAITERS).mapToObj(i -> "waiter" + i).toList();
        List<CompletableFuture<HttpResponse<String>>> all =
                users.stream().map(calls::waiting).toList();
        calls.awaitWaiters(WAITERS);
        calls.deliver(users, "for-all");
        for (CompletableFuture<HttpResponse<String>> one : all) {
            HttpResponse<String> answer = one.get(20, TimeUnit.SECONDS);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).contains("for-all");
        }
        calls.awaitWaiters(0);
    }

    @Test
    void aClientThatEndsItsPullAndKeepsTheConnectionFreesItsPlace() throws Exception {
        // Each request earns a connection some of what Tomcat takes off for an ended one, as it does against floods of
        // them.
        for (int i = 0; i < EARNING; i++) {
            calls.pull("impatient", "");
        }
        CompletableFuture<HttpResponse<String>> pull = calls.waiting("impatient");
        calls.awaitWaiters(1);
        Thread.sleep(HELD_MILLIS);
        pull.cancel(true);
        calls.awaitWaiters(0);
        calls.pull("impatient", "");
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
                HttpRequest request = calls(other).request("GET", SecuredCalls.WAITING, TOKENS.user("patient"), null);
                pull = graceful.execute(
                        SimpleRequestBuilder.get(request.uri())
                                .addHeader("Authorization", "Bearer " + TOKENS.user("patient"))
                                .build(),
                        null);
                calls(other).awaitWaiters(1);
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
        HttpRequest request = calls.request("GET", "/v1/users/me/inbox", TOKENS.user("alice"), null);
        assertThatThrownBy(() -> client(foreign).send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void aServiceThatBelievesAnotherAuthorityHasNoRedis() throws Exception {
        try (ConfigurableApplicationContext other =
                SecuredInstance.start(redis, certificates, foreign.authority(), SECRETS, TOKENS)) {
            HttpResponse<String> answer = client.send(
                    calls(other).request("GET", "/v1/users/me/inbox", TOKENS.user("alice"), null),
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
        calls.pull("alice", "");
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
