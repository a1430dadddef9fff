package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.Tokens;

/** Ten thousand users wait on one instance; what another instance delivers reaches every one of them. */
class ManyWaitersIT {
    private static final int WAITERS = 10_000;
    /** The first must still wait when the last comes, so they come in large lots, all of which are admitted. */
    private static final Map<String, String> ROOM = Map.of(
            "ROAMING_OFFLINE_WAIT_MAX", "10001",
            "ROAMING_HTTP_MAXCONCURRENT", "600",
            "SERVER_TOMCAT_THREADS_MAX", "640");

    private static final int BATCH = 1000;
    private static final int RAMP = 500;
    /** A service that has just started takes longer than Redis may take for its first requests. */
    private static final int WARM_UP = 20;

    private static final int PULLS_BEFORE = 2000;
    private static final int ROUNDS = 20;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Tokens tokens = Tokens.random();
    private final Api api = new Api();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void tenThousandWaitOnOneInstanceAndAreWokenThroughAnother() throws Exception {
        try (Platform platform = TestPlatform.create(tokens, ROOM)) {
            ServiceProcess one = platform.startOffline(0, "-Xmx1536m");
            ServiceProcess other = platform.startOffline(0);
            mintAll();
            warmUp(one);
            List<SocketChannel> channels = new ArrayList<>();
            try {
                connectAll(one, channels);
                tellHowSoonOneIsWoken(one, other);
                for (int from = 0; from < WAITERS; from += BATCH) {
                    List<String> users = IntStream.range(from, from + BATCH)
                            .mapToObj(i -> "w" + i)
                            .toList();
                    assertThat(deliver(other.uri(), users, "e1").status()).isEqualTo(200);
                }
                for (SocketChannel channel : channels) {
                    assertThat(read(channel)).contains("\"e1\"");
                }
                await().atMost(SOON).until(() -> waiters(one) == 0);
            } finally {
                for (SocketChannel channel : channels) {
                    channel.close();
                }
            }
        }
    }

    /** Signing all of them takes longer than some of the pulls would wait. */
    private void mintAll() {
        long minted = IntStream.range(0, WAITERS)
                .parallel()
                .mapToObj(i -> tokens.user("w" + i))
                .distinct()
                .count();
        assertThat(minted).isEqualTo(WAITERS);
    }

    /** A service that has just started serves slowly, and the first must still wait when the last comes. */
    private void warmUp(ServiceProcess one) {
        for (int i = 0; i < PULLS_BEFORE; i++) {
            api.get(one.uri(), "/v1/users/me/inbox", tokens.user("w" + i));
        }
    }

    /** Fewer at a time than the service serves at once: whoever is refused with 503 is no waiter. */
    private void connectAll(ServiceProcess one, List<SocketChannel> channels) throws IOException {
        for (int i = 0; i < WAITERS; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), one.uri().getPort()));
            channels.add(channel);
            String request = "GET /v1/users/me/inbox?wait=30 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + tokens.user("w" + i) + "\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            int waiting = i + 1;
            if (waiting % (waiting < RAMP ? WARM_UP : RAMP) == 0) {
                await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> waiters(one) == waiting);
            }
        }
    }

    /** An observation on a shared machine, printed and not asserted. */
    private void tellHowSoonOneIsWoken(ServiceProcess one, ServiceProcess other) throws Exception {
        long[] millis = new long[ROUNDS];
        String token = tokens.user("timed");
        String cursor = "latest";
        for (int i = 0; i < ROUNDS; i++) {
            String at = api.get(one.uri(), "/v1/users/me/inbox?after=" + cursor, token)
                    .body()
                    .path("cursor")
                    .asString();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(one.uri() + "/v1/users/me/inbox?wait=30&after=" + at))
                    .header("Authorization", "Bearer " + token)
                    .build();
            CompletableFuture<Long> woken = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .thenApply(answer -> System.nanoTime());
            TimeUnit.MILLISECONDS.sleep(100);
            long start = System.nanoTime();
            deliver(other.uri(), List.of("timed"), "t" + i);
            millis[i] = TimeUnit.NANOSECONDS.toMillis(woken.get(60, TimeUnit.SECONDS) - start);
        }
        Arrays.sort(millis);
        System.out.println("ManyWaitersIT: from the begin of a delivery through another instance to the answer, with "
                + WAITERS + " waiting: median " + millis[ROUNDS / 2] + " ms, greatest " + millis[ROUNDS - 1] + " ms");
    }

    private double waiters(ServiceProcess instance) throws IOException, InterruptedException {
        return metric(instance, "roaming_inbox_waiters");
    }

    private double metric(ServiceProcess instance, String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(instance.uri() + "/actuator/prometheus"))
                .header("Authorization", "Bearer " + tokens.service("metrics"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Api.Answer deliver(URI offline, List<String> users, String entryId) {
        Map<String, Object> entry = Map.of(
                "entryId", entryId, "kind", "NOTIFICATION", "notification", Map.of("type", "t", "content", Map.of()));
        return api.post(
                offline,
                "/v1/deliveries",
                tokens.service("gateway"),
                Map.of("deliveries", List.of(Map.of("recipients", users, "entry", entry))));
    }

    private static String read(SocketChannel channel) throws IOException {
        StringBuilder text = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (text.indexOf("\r\n0\r\n") < 0 && channel.read(buffer) >= 0) {
            buffer.flip();
            text.append(StandardCharsets.UTF_8.decode(buffer));
            buffer.clear();
        }
        return text.toString();
    }
}
