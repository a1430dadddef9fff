package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.Tokens;
import tools.jackson.databind.JsonNode;

/**
 * An instance is told to stop ({@code SIGTERM}) in the middle of its work: what it took is answered and kept, nothing fails with
 * anything but 503, and before its port is closed it has said that it is not ready.
 */
class GracefulShutdownIT {
    private static final int CALLERS = 12;
    private static final int UNDER_WAY = 100;
    private static final int AT_MOST_EACH = 70;
    private static final int LONGEST_WAIT = 30;
    private static final String GROUP = "/v1/conversations/moving";
    private static final String INBOX = "/v1/users/me/inbox?limit=1000";
    private static final String READINESS = "/actuator/health/readiness";
    private static final Map<String, String> NOTICE = Map.of("ROAMING_HTTP_SHUTDOWNNOTICE", "2s");

    private final Tokens tokens = Tokens.random();
    private final Api api = new Api();
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS + 2);
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final Set<Api.Answer> refusals = ConcurrentHashMap.newKeySet();
    private final AtomicInteger afterNotice = new AtomicInteger();
    private volatile boolean noticed;

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void whatHistoryServiceAcknowledgedBeforeItStoppedIsThereOnceAndReachesInboxes() throws Exception {
        try (Platform platform = TestPlatform.create(tokens, NOTICE)) {
            ServiceProcess offline = platform.startOffline(0);
            ServiceProcess history = platform.startHistory(0, offline);
            api.put(history.uri(), GROUP, tokens.service("gateway"), Map.of("kind", "GROUP", "members", List.of("a")));

            stopWhileCalling(history, id -> append(history.uri(), id));

            ServiceProcess other = platform.startHistory(0, offline);
            assertThat(stored(other.uri())).doesNotHaveDuplicates().containsAll(acknowledged);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(inbox(offline.uri(), "a"))
                            .doesNotHaveDuplicates()
                            .containsAll(acknowledged));
        }
    }

    @Test
    void whatOfflineServiceTookBeforeItStoppedIsInTheInboxOnceAndWhoWaitsIsAnswered() throws Exception {
        try (Platform platform = TestPlatform.create(tokens, NOTICE)) {
            ServiceProcess offline = platform.startOffline(0);
            // The first one ever opens connections.
            await().atMost(Duration.ofSeconds(60)).until(() -> isServed(waitingPull(offline.uri(), 1)));
            Future<Api.Answer> waiting = threads.submit(() -> waitingPull(offline.uri(), LONGEST_WAIT));

            stopWhileCalling(offline, id -> deliver(offline.uri(), id));

            Api.Answer empty = waiting.get(2 * LONGEST_WAIT, TimeUnit.SECONDS);
            assertThat(empty.status()).isEqualTo(200);
            assertThat(empty.body().path("cursor").asString()).isNotEmpty();
            ServiceProcess other = platform.startOffline(0);
            List<String> kept = new ArrayList<>();
            api.get(other.uri(), INBOX, tokens.user("a"))
                    .body()
                    .path("entries")
                    .forEach(entry -> kept.add(entry.path("entryId").asString()));
            assertThat(kept).doesNotHaveDuplicates().containsAll(acknowledged);
        }
    }

    /** Every caller goes on until its connection is refused. */
    private void stopWhileCalling(ServiceProcess service, Function<String, Api.Answer> call) throws Exception {
        List<Future<?>> callers = new ArrayList<>();
        for (int number = 0; number < CALLERS; number++) {
            callers.add(threads.submit(caller(number, call)));
        }
        callers.add(threads.submit(() -> watchReadiness(service.uri())));
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > UNDER_WAY);
        service.stop();
        for (Future<?> caller : callers) {
            caller.get(60, TimeUnit.SECONDS);
        }
        assertThat(statuses).as("%s", refusals).isSubsetOf(200, 201, 503);
        assertThat(noticed).as("it said that it is not ready").isTrue();
        assertThat(afterNotice).as("answers after it said so").hasPositiveValue();
    }

    private Runnable caller(int number, Function<String, Api.Answer> call) {
        return () -> {
            try {
                for (int i = 0; true; i++) {
                    boolean before = noticed;
                    // After that many it repeats them, so that an inbox still holds all.
                    String id = "m" + number + "-" + i % AT_MOST_EACH;
                    Api.Answer answer = call.apply(id);
                    statuses.add(answer.status());
                    if (answer.status() < 300) {
                        acknowledged.add(id);
                        afterNotice.addAndGet(before ? 1 : 0);
                    } else if (answer.status() != 503) {
                        refusals.add(answer);
                    }
                }
            } catch (UncheckedIOException closed) {
                assertThat(noticed).isTrue();
            }
        };
    }

    private void watchReadiness(URI service) {
        try {
            while (true) {
                Api.Answer answer = api.get(service, READINESS, tokens.user("a"));
                noticed |= answer.body().path("status").asString().equals("OUT_OF_SERVICE");
            }
        } catch (UncheckedIOException closed) {
            assertThat(noticed).isTrue();
        }
    }

    private Api.Answer append(URI history, String id) {
        return api.post(
                history,
                GROUP + "/messages",
                tokens.user("a"),
                Map.of("clientMessageId", id, "type", "text", "content", Map.of()));
    }

    private Api.Answer waitingPull(URI offline, int seconds) {
        return api.get(offline, "/v1/users/me/inbox?wait=" + seconds, tokens.user("patient"));
    }

    private static boolean isServed(Api.Answer answer) {
        return answer.status() == 200;
    }

    private Api.Answer deliver(URI offline, String id) {
        Map<String, Object> entry =
                Map.of("entryId", id, "kind", "NOTIFICATION", "notification", Map.of("type", "t", "content", Map.of()));
        return api.post(
                offline,
                "/v1/deliveries",
                tokens.service("gateway"),
                Map.of("deliveries", List.of(Map.of("recipients", List.of("a"), "entry", entry))));
    }

    private List<String> stored(URI history) {
        List<String> ids = new ArrayList<>();
        JsonNode page;
        long last = 0;
        do {
            String from = last == 0 ? "?around=1&limit=200" : "?limit=200&after=" + last;
            page = api.get(history, GROUP + "/messages" + from, tokens.user("a"))
                    .body();
            for (JsonNode message : page.path("messages")) {
                ids.add(message.path("clientMessageId").asString());
                last = message.path("seq").asLong();
            }
        } while (page.path("hasNewer").asBoolean());
        return ids;
    }

    private List<String> inbox(URI offline, String user) {
        List<String> ids = new ArrayList<>();
        api.get(offline, INBOX, tokens.user(user))
                .body()
                .path("entries")
                .forEach(entry ->
                        ids.add(entry.path("message").path("clientMessageId").asString()));
        return ids;
    }
}
