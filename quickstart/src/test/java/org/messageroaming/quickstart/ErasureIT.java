package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.Endpoint;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.localstack.Tokens;
import tools.jackson.databind.JsonNode;

/** A user is erased from both services, though the instance that is at it is killed. */
class ErasureIT {
    private static final int GROUPS = 60;
    private static final Duration SOON = Duration.ofSeconds(90);
    /** Short, so that the other instance soon finds out. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "ROAMING_HISTORY_ERASURE_LEASE", "3s",
            "ROAMING_HISTORY_ERASURE_DELIVERYWAIT", "1s",
            "ROAMING_HISTORY_ERASURE_POLL", "500ms",
            "ROAMING_HISTORY_ERASURE_GRACE", "1s");

    private final String mark = "planted-" + UUID.randomUUID();
    private final String ann = "ann-" + UUID.randomUUID();
    private final String bob = "bob-" + UUID.randomUUID();
    private final Tokens tokens = Tokens.random();
    private final String gateway = tokens.service("gateway");
    private final Api api = new Api();

    @Test
    void noInboxAndNoPageHasAnythingOfTheUserThoughTheInstanceThatErasesItDies() throws Exception {
        try (Platform platform = TestPlatform.create(tokens, IMPATIENT)) {
            ServiceProcess offline = platform.startOffline(0);
            ServiceProcess one = platform.startHistory(0, offline);
            ServiceProcess two = platform.startHistory(0, offline);
            live(one.uri());
            await().atMost(SOON)
                    .until(() -> entries(offline.uri(), bob).size() == 2 * GROUPS
                            && entries(offline.uri(), ann).size() == 2 * GROUPS);
            assertThat(keysHolding(mark)).isPositive();

            assertThat(api.delete(one.uri(), "/v1/users/" + ann, gateway).status())
                    .isEqualTo(202);
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> progress(two.uri()).path("conversationsDone").asLong() > 0);
            one.kill();

            assertThat(progress(two.uri()).path("state").asString())
                    .as("the first one died before the end")
                    .isEqualTo("RUNNING");
            await().atMost(SOON)
                    .until(() -> progress(two.uri()).path("state").asString().equals("DONE"));
            assertThat(keysHolding(mark)).isZero();
            assertThat(keysHolding(ann + "}")).as("its inbox").isZero();
            assertThat(entries(offline.uri(), bob)).as("they keep their places").hasSizeGreaterThan(2 * GROUPS);
            for (int i = 0; i < GROUPS; i++) {
                JsonNode page = api.get(two.uri(), group(i) + "/messages", tokens.user(bob))
                        .body();
                assertThat(page.path("messages")).hasSize(1);
                assertThat(page.toString()).doesNotContain(mark);
            }
        }
    }

    private static String group(int number) {
        return "/v1/conversations/erased-" + number;
    }

    /** A message and an edit of it in each group. */
    private void live(URI history) {
        for (int i = 0; i < GROUPS; i++) {
            api.put(history, group(i), gateway, Map.of("kind", "GROUP", "members", List.of(ann, bob)));
            Map<String, Object> content = Map.of("text", mark);
            assertThat(api.post(
                                    history,
                                    group(i) + "/messages",
                                    tokens.user(ann),
                                    Map.of("clientMessageId", "m", "type", "text", "content", content))
                            .status())
                    .isEqualTo(201);
            assertThat(api.post(
                                    history,
                                    group(i) + "/operations",
                                    tokens.user(ann),
                                    Map.of("operationId", "e", "type", "EDIT", "seq", 1, "content", content))
                            .status())
                    .isEqualTo(201);
        }
    }

    private JsonNode progress(URI history) {
        return api.get(history, "/v1/users/" + ann + "/erasure", gateway).body();
    }

    private JsonNode entries(URI offline, String user) {
        return api.get(offline, "/v1/users/" + user + "/inbox?limit=1000", gateway)
                .body()
                .path("entries");
    }

    /** How many keys of the whole Redis have the text in their name or in what they hold. */
    private static long keysHolding(String text) throws IOException {
        String script = "local n = 0; for _, key in ipairs(redis.call('KEYS', '*')) do"
                + " local type = redis.call('TYPE', key).ok; local all = {};"
                + " if type == 'zset' then all = redis.call('ZRANGE', key, 0, -1)"
                + " elseif type == 'hash' then all = redis.call('HGETALL', key)"
                + " elseif type == 'set' then all = redis.call('SMEMBERS', key)"
                + " elseif type == 'string' then all = {redis.call('GET', key)} end;"
                + " if string.find(key .. table.concat(all, ' '), '" + text + "', 1, true) then n = n + 1 end end;"
                + " return n";
        Endpoint redis = SharedStack.redis();
        try (Socket socket = new Socket(redis.host(), redis.port())) {
            socket.getOutputStream().write(("EVAL \"" + script + "\" 0\r\n").getBytes(StandardCharsets.UTF_8));
            String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            assertThat(answer).startsWith(":");
            return Long.parseLong(answer.substring(1));
        }
    }
}
