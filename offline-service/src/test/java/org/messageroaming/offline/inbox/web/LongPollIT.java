package org.messageroaming.offline.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.offline.OfflineIT;
import org.messageroaming.offline.OfflineServiceApplication;
import org.messageroaming.offline.inbox.Waiters;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class LongPollIT extends OfflineIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Connections that all come at once are partly turned away, and then are no waiters. */
    private static final int RAMP = 100;

    @Autowired
    private Waiters waiters;

    private CompletableFuture<JsonNode> waitFor(String query) {
        return client.sendAsync(
                        request("GET", "/v1/users/me/inbox" + query, TOKENS.user(user), null),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    return WireJson.MAPPER.readTree(answer.body());
                });
    }

    private void awaitWaiters(int count) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(waiters.count()).isEqualTo(count));
    }

    private static ConfigurableApplicationContext anotherInstance(String... more) {
        return new SpringApplicationBuilder(OfflineServiceApplication.class)
                .web(WebApplicationType.SERVLET)
                .properties(new HashMap<>(TOKENS.properties()))
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--spring.data.redis.host="
                                                + SharedStack.redis().host(),
                                        "--spring.data.redis.port="
                                                + SharedStack.redis().port(),
                                        "--roaming.offline.inbox.key-prefix=" + PREFIX),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private int portOf(ConfigurableApplicationContext instance) {
        return Integer.parseInt(instance.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @Test
    void aWaitingPullIsAnsweredWhenAnotherInstanceDelivers() throws Exception {
        String cursor = pull("?after=latest").path("cursor").asString();
        CompletableFuture<JsonNode> waiting = waitFor("?wait=30&after=" + cursor);
        awaitWaiters(1);
        Thread.sleep(500);
        assertThat(waiting).isNotDone();
        int own = port;
        try (ConfigurableApplicationContext other = anotherInstance()) {
            port = portOf(other);
            deliver("e1");
            port = own;
            JsonNode page = waiting.get(20, TimeUnit.SECONDS);
            assertThat(page.path("entries").path(0).path("entryId").asString()).isEqualTo("e1");
            assertThat(pull("?after=" + page.path("cursor").asString()).path("entries"))
                    .isEmpty();
        } finally {
            port = own;
        }
        awaitWaiters(0);
    }

    @Test
    void aSubscriptionThatIsLostIsMadeAgainAndNothingIsMissedMeanwhile() throws Exception {
        String cursor = pull("?after=latest").path("cursor").asString();
        CompletableFuture<JsonNode> waiting = waitFor("?wait=30&after=" + cursor);
        awaitWaiters(1);
        dropSubscriptions();
        deliver("e1");
        assertThat(waiting.get(20, TimeUnit.SECONDS).path("entries")).hasSize(1);
        awaitWaiters(0);
    }

    private static void dropSubscriptions() throws IOException {
        InetSocketAddress redis = new InetSocketAddress(
                InetAddress.getByName(SharedStack.redis().host()),
                SharedStack.redis().port());
        try (SocketChannel channel = SocketChannel.open(redis)) {
            channel.write(ByteBuffer.wrap("CLIENT KILL TYPE pubsub\r\n".getBytes(StandardCharsets.US_ASCII)));
            assertThat(channel.read(ByteBuffer.allocate(64))).isPositive();
        }
    }

    @Test
    void whatIsThereIsGivenAtOnceAndWhatIsNotWhenTheTimeIsOver() throws Exception {
        deliver("e1");
        JsonNode first = pull("?wait=30");
        assertThat(first.path("entries")).hasSize(1);
        JsonNode second = pull("?wait=1&after=" + first.path("cursor").asString());
        assertThat(second.path("entries")).isEmpty();
        assertThat(second.path("gap").isNull()).isTrue();
        deliver("e2");
        assertThat(pull("?after=" + second.path("cursor").asString()).path("entries"))
                .hasSize(1);
        call(400, "GET", "/v1/users/me/inbox?wait=31", TOKENS.user(user), null);
        call(400, "GET", "/v1/users/me/inbox?wait=-1", TOKENS.user(user), null);
    }

    @Test
    void whoeverWaitsIsToldWhenTheServiceStops() throws Exception {
        ConfigurableApplicationContext other = anotherInstance();
        int own = port;
        CompletableFuture<JsonNode> waiting;
        try {
            port = portOf(other);
            waiting = waitFor("?wait=30");
            await().atMost(SOON).until(() -> other.getBean(Waiters.class).count() == 1);
        } finally {
            port = own;
            other.close();
        }
        assertThat(waiting.get(20, TimeUnit.SECONDS).path("entries")).isEmpty();
    }

    /** Were it answered at once it would ask again at once, for as long as load balancers are given time. */
    @Test
    void whoeverComesWhileLoadBalancersAreGivenTimeWaits() throws Exception {
        ConfigurableApplicationContext other = anotherInstance("--roaming.http.shutdown-notice=4s");
        ApplicationAvailability availability = other.getBean(ApplicationAvailability.class);
        Waiters waitersThere = other.getBean(Waiters.class);
        int own = port;
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(other::close);
        try {
            await().atMost(SOON).until(() -> availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC);
            port = portOf(other);
            CompletableFuture<JsonNode> waiting = waitFor("?wait=30");
            await().atMost(SOON).until(() -> waitersThere.count() == 1 || waiting.isDone());
            assertThat(waiting).isNotDone();
            assertThat(waiting.get(60, TimeUnit.SECONDS).path("entries")).isEmpty();
        } finally {
            port = own;
            stopped.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aClientThatGoesAwayFreesItsPlace() throws Exception {
        List<SocketChannel> gone = connect(50);
        for (SocketChannel channel : gone) {
            channel.close();
        }
        awaitWaiters(0);
    }

    /** Tomcat gives what one used to the next, while threads that wrote to the first may not be done with it. */
    @Test
    void whoeverComesWhenOthersGoIsNotTakenForOneOfThem() throws Exception {
        List<SocketChannel> staying = new ArrayList<>();
        try {
            for (int round = 0; round < 20; round++) {
                List<SocketChannel> leaving = connect(40, staying);
                for (SocketChannel channel : leaving) {
                    channel.close();
                }
                awaitWaiters(staying.size());
                staying.addAll(connect(40, staying));
            }
        } finally {
            for (SocketChannel channel : staying) {
                channel.close();
            }
        }
        awaitWaiters(0);
    }

    @Test
    void thousandsWaitAndEachIsAnsweredAndOneTooManyIsTurnedAway() throws Exception {
        List<SocketChannel> all = connect(2500);
        try {
            JsonNode problem = call(503, "GET", "/v1/users/me/inbox?wait=5", TOKENS.user("late"), null);
            assertThat(problem.path("code").asString()).isEqualTo("store-unavailable");
            assertThat(Thread.getAllStackTraces().keySet())
                    .as("no thread a waiter")
                    .hasSizeLessThan(300);
            deliver("for-all");
            awaitWaiters(0);
            for (SocketChannel channel : all) {
                assertThat(read(channel)).contains("for-all");
            }
        } finally {
            for (SocketChannel channel : all) {
                channel.close();
            }
        }
    }

    /** All of them wait when this returns. */
    private List<SocketChannel> connect(int count) throws IOException {
        return connect(count, List.of());
    }

    private List<SocketChannel> connect(int count, List<SocketChannel> others) throws IOException {
        List<SocketChannel> channels = new ArrayList<>();
        while (channels.size() < count) {
            channels.add(ask());
            if (channels.size() % RAMP == 0 || channels.size() == count) {
                awaitWaiting(channels, others.size());
            }
        }
        return channels;
    }

    private SocketChannel ask() throws IOException {
        String request = "GET /v1/users/me/inbox?wait=30 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + TOKENS.user(user) + "\r\n\r\n";
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    /** Whoever is refused because a machine is slow asks again, as a client does. */
    private void awaitWaiting(List<SocketChannel> channels, int others) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            if (waiters.count() < others + channels.size()) {
                for (int i = 0; i < channels.size(); i++) {
                    if (isRefused(channels.get(i))) {
                        channels.get(i).close();
                        channels.set(i, ask());
                    }
                }
            }
            assertThat(waiters.count()).isEqualTo(others + channels.size());
        });
    }

    /** Whether the answer is 503; one that has none, or only heartbeats, waits. */
    private static boolean isRefused(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        try {
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            assertThat(channel.read(buffer)).as("closed without an answer").isNotNegative();
            String text = StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
            if (text.startsWith("HTTP/1.1 503 ")) {
                return true;
            }
            assertThat(text)
                    .satisfiesAnyOf(
                            beat -> assertThat(beat).doesNotStartWith("HTTP"),
                            first -> assertThat(first).startsWith("HTTP/1.1 200 "));
            return false;
        } finally {
            channel.configureBlocking(true);
        }
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
