package org.messageroaming.offline.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.coyote.UpgradeProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.messageroaming.offline.OfflineIT;
import org.messageroaming.offline.inbox.Waiters;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.TestPropertySource;

/** Clients that wait for something and then do not take it. Whatever Tomcat limits by itself takes a minute here. */
@TestPropertySource(
        properties = {
            "roaming.offline.wait.threads=2",
            "roaming.offline.wait.max-per-user=" + SlowReaderIT.SLOW,
            "roaming.offline.wait.write-time=3s",
            "roaming.http.max-body=16MB",
            "roaming.offline.inbox.max-pull-size=16MB",
            "roaming.offline.inbox.command-timeout=60s",
            "spring.data.redis.timeout=60s",
            "server.http2.enabled=true",
            "server.tomcat.connection-timeout=60s"
        })
class SlowReaderIT extends OfflineIT {
    private static final int TOMCAT_MILLIS = (int) TimeUnit.MINUTES.toMillis(1);
    private static final Duration SOON = Duration.ofSeconds(60);
    /** More than there are threads that write. */
    static final int SLOW = 3;
    /** Together more than the buffers of both ends of a connection hold. */
    private static final int ENTRIES = 100;

    private static final int RECEIVE_BUFFER = 65_536;
    /** In bytes; one takes six. */
    private static final int MORE_THAN_HEARTBEATS = 10_000;

    private static final String CONTENT = "x".repeat(60_000);

    private final List<Socket> sockets = new ArrayList<>();

    @Autowired
    private Waiters waiters;

    /** How a client asks that does not read. */
    private enum Way {
        HTTP_1,
        HTTP_2_WITHOUT_A_WINDOW,
        HTTP_2_WITH_A_WINDOW
    }

    @TestConfiguration
    static class PatientTomcat {
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> patientHttp2() {
            return factory -> factory.addConnectorCustomizers(connector -> {
                for (UpgradeProtocol protocol : connector.findUpgradeProtocols()) {
                    if (protocol instanceof Http2Protocol http2) {
                        http2.setWriteTimeout(TOMCAT_MILLIS);
                        http2.setStreamWriteTimeout(TOMCAT_MILLIS);
                    }
                }
            });
        }
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        awaitWaiters(0);
    }

    private Socket poll(Way way, int wait) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setSoTimeout(TOMCAT_MILLIS);
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String path = "/v1/users/me/inbox?wait=" + wait;
        String token = TOKENS.user(user);
        switch (way) {
            case HTTP_1 ->
                socket.getOutputStream()
                        .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            case HTTP_2_WITHOUT_A_WINDOW -> Http2Client.get(socket, path, token, Http2Client.NOTHING);
            case HTTP_2_WITH_A_WINDOW -> Http2Client.get(socket, path, token, Http2Client.EVERYTHING);
        }
        return socket;
    }

    private void awaitWaiters(int count) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(waiters.count()).isEqualTo(count));
    }

    private void deliverMuch() throws Exception {
        String deliveries = IntStream.range(0, ENTRIES)
                .mapToObj(i -> "{\"recipients\":[\"" + user + "\"],\"entry\":{\"entryId\":\"e" + i
                        + "\",\"kind\":\"NOTIFICATION\",\"notification\":{\"type\":\"t\",\"content\":{\"x\":\""
                        + CONTENT
                        + "\"}}}}")
                .collect(Collectors.joining(",", "{\"deliveries\":[", "]}"));
        call(200, "POST", "/v1/deliveries", TOKENS.service("gateway"), deliveries);
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotReadDelaysNobodyElse(Way way) throws Exception {
        for (int i = 0; i < SLOW; i++) {
            poll(way, 30);
        }
        awaitWaiters(SLOW);
        String other = "other-" + user;
        CompletableFuture<HttpResponse<String>> waiting = client.sendAsync(
                request("GET", "/v1/users/me/inbox?wait=30", TOKENS.user(other), null),
                HttpResponse.BodyHandlers.ofString());
        awaitWaiters(SLOW + 1);
        deliverMuch();
        deliver(List.of(other), "e1", "NOTIFICATION", "{\"type\":\"t\",\"content\":{}}");
        assertThat(waiting.get(20, TimeUnit.SECONDS).body()).contains("\"e1\"");
    }

    /** Its answers are in memory, so there must not be more of them than of pulls that wait. */
    @Test
    void whoDoesNotReadKeepsItsPlaces() throws Exception {
        for (int i = 0; i < SLOW; i++) {
            poll(Way.HTTP_1, 30);
        }
        awaitWaiters(SLOW);
        deliverMuch();
        for (Socket socket : sockets) {
            await().atMost(SOON).until(() -> socket.getInputStream().available() > MORE_THAN_HEARTBEATS);
        }
        call(429, "GET", "/v1/users/me/inbox?wait=1", TOKENS.user(user), null);
    }

    @Test
    void whoDoesNotReadIsLetGo() throws Exception {
        Socket one = poll(Way.HTTP_1, 5);
        Socket two = poll(Way.HTTP_2_WITHOUT_A_WINDOW, 5);
        awaitWaiters(2);
        deliverMuch();
        Http2Client.awaitReset(two);
        assertThat(readAll(one)).startsWith("HTTP/1.1 200").doesNotEndWith("\r\n0\r\n\r\n");
    }

    /** What comes until the connection is closed, in whatever manner. */
    private static String readAll(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException reset) {
            return all.toString(StandardCharsets.US_ASCII);
        }
        return all.toString(StandardCharsets.US_ASCII);
    }
}
