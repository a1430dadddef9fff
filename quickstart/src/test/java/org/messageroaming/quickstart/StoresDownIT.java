package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.Progress;
import org.messageroaming.localstack.RedisOptions;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.localstack.Tokens;

/** Redis goes away and comes back: pulls get 503, appends go on, and what was owed arrives once and in order. */
class StoresDownIT {
    private static final String GROUP = "/v1/conversations/patient";

    @Test
    void whileRedisIsDownAppendsGoOnAndWhatIsOwedArrivesAfterwards() {
        Tokens tokens = Tokens.random();
        Api api = new Api();
        String keyspace = "e2e_" + UUID.randomUUID().toString().replace("-", "");
        try (RedisServer redis = RedisServer.start(
                        RedisOptions.defaults().withAppendOnly(true).withArguments("--appendfsync", "always"));
                Platform platform = new Platform(
                        Path.of("").toAbsolutePath().resolve("..").normalize(),
                        redis.endpoint(),
                        SharedStack.cassandra(),
                        tokens,
                        Progress.silent(),
                        Map.of("ROAMING_HISTORY_SCHEMA_KEYSPACE", keyspace))) {
            ServiceProcess offline = platform.startOffline(0);
            ServiceProcess history = platform.startHistory(0, offline);
            api.put(
                    history.uri(),
                    GROUP,
                    tokens.service("gateway"),
                    Map.of("kind", "GROUP", "members", List.of("a", "b")));
            append(api, history, tokens, 1);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> inbox(api, offline, tokens).size() == 1);

            redis.pause();
            Refusals.assertFewWait(i -> api.get(offline.uri(), "/v1/users/me/inbox", tokens.user("b")));
            redis.resume();
            await().atMost(Duration.ofSeconds(20)).until(() -> pullStatus(api, offline, tokens) == 200);

            redis.kill();
            await().atMost(Duration.ofSeconds(20)).until(() -> pullStatus(api, offline, tokens) == 503);
            Api.Answer refused = api.get(offline.uri(), "/v1/users/me/inbox", tokens.user("b"));
            assertThat(refused.body().path("code").asString()).isEqualTo("store-unavailable");
            await().atMost(Duration.ofSeconds(20)).until(() -> readiness(api, offline, tokens) == 503);
            IntStream.rangeClosed(2, 60).forEach(i -> append(api, history, tokens, i));

            history.kill();
            ServiceProcess again = history.restart();
            append(api, again, tokens, 61);
            try (RedisServer returned = redis.restart()) {
                List<Long> owed = LongStream.rangeClosed(1, 61).boxed().toList();
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () -> assertThat(inbox(api, offline, tokens)).isEqualTo(owed));
                await().atMost(Duration.ofSeconds(20)).until(() -> readiness(api, offline, tokens) == 200);
                assertThat(returned.isAlive()).isTrue();
            }
        }
    }

    private static void append(Api api, ServiceProcess history, Tokens tokens, int number) {
        Api.Answer answer = api.post(
                history.uri(),
                GROUP + "/messages",
                tokens.user("a"),
                Map.of("clientMessageId", "m" + number, "type", "text", "content", Map.of("n", number)));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    }

    private static int pullStatus(Api api, ServiceProcess offline, Tokens tokens) {
        return api.get(offline.uri(), "/v1/users/me/inbox", tokens.user("b")).status();
    }

    private static int readiness(Api api, ServiceProcess offline, Tokens tokens) {
        return api.get(offline.uri(), "/actuator/health/readiness", tokens.user("b"))
                .status();
    }

    private static List<Long> inbox(Api api, ServiceProcess offline, Tokens tokens) {
        try {
            return api
                    .get(offline.uri(), "/v1/users/me/inbox?limit=1000", tokens.user("b"))
                    .body()
                    .path("entries")
                    .values()
                    .stream()
                    .map(entry -> entry.path("message").path("seq").asLong())
                    .toList();
        } catch (UncheckedIOException e) {
            return List.of();
        }
    }
}
