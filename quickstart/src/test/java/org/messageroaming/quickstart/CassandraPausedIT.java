package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.CassandraOptions;
import org.messageroaming.localstack.CassandraServer;
import org.messageroaming.localstack.Progress;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.localstack.Tokens;

/** Cassandra freezes in the middle of things and goes on: requests get 503 meanwhile, and their repetition finds one message. */
class CassandraPausedIT {
    private static final String GROUP = "/v1/conversations/frozen";

    private final Tokens tokens = Tokens.random();
    private final Api api = new Api();

    @Test
    void whileCassandraIsFrozenRequestsGet503AndTheirRepetitionFindsEachMessageOnce() {
        try (CassandraServer cassandra =
                        CassandraServer.start(CassandraOptions.defaults().withHeapMebibytes(768));
                Platform platform = new Platform(
                        Path.of("").toAbsolutePath().resolve("..").normalize(),
                        SharedStack.redis(),
                        cassandra.endpoint(),
                        tokens,
                        Progress.silent(),
                        Map.of("ROAMING_OFFLINE_INBOX_KEYPREFIX", "paused"))) {
            ServiceProcess history = platform.startHistory(0, platform.startOffline(0));
            api.put(history.uri(), GROUP, tokens.service("gateway"), Map.of("kind", "GROUP", "members", List.of("a")));
            assertThat(append(history, "m1").status()).isEqualTo(201);

            cassandra.pause();
            Refusals.assertFewWait(i -> i % 2 == 0
                    ? append(history, "f" + i)
                    : api.get(history.uri(), GROUP + "/messages", tokens.user("a")));
            Api.Answer refused = append(history, "m2");
            assertThat(refused.status()).as("%s", refused.body()).isEqualTo(503);
            assertThat(refused.body().path("code").asString()).isEqualTo("store-unavailable");
            cassandra.resume();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> append(history, "m2").status() < 300);
            Api.Answer repeated = append(history, "m2");
            assertThat(repeated.status()).isEqualTo(200);
            long seq = repeated.body().path("seq").asLong();
            assertThat(append(history, "m3").body().path("seq").asLong()).isEqualTo(seq + 1);
            List<String> stored = stored(history);
            assertThat(stored).doesNotHaveDuplicates().startsWith("m1").endsWith("m2", "m3");
            assertThat(stored).hasSize((int) seq + 1);
        }
    }

    /** Whether a claim that timed out took effect is open; once only, if so. */
    private List<String> stored(ServiceProcess history) {
        return api
                .get(history.uri(), GROUP + "/messages?limit=200", tokens.user("a"))
                .body()
                .path("messages")
                .values()
                .stream()
                .map(message -> message.path("clientMessageId").asString())
                .toList();
    }

    private Api.Answer append(ServiceProcess history, String id) {
        return api.post(
                history.uri(),
                GROUP + "/messages",
                tokens.user("a"),
                Map.of("clientMessageId", id, "type", "text", "content", Map.of()));
    }
}
