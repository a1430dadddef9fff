package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.Tokens;
import tools.jackson.databind.JsonNode;

/** Two instances of history-service, one of them killed and started again, under writers that retry through either. */
class TwoInstancesIT {
    private static final int WRITERS = 16;
    private static final int MESSAGES_EACH = 100;
    private static final String GROUP = "/v1/conversations/busy";

    private final Tokens tokens = Tokens.random();
    private final Api api = new Api();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    @Test
    void whateverIsAcknowledgedIsStoredOnceDenselyAndReachesEveryInboxOnceInOrder() throws Exception {
        long seed = System.nanoTime();
        try (Platform platform = TestPlatform.create(tokens, Map.of())) {
            ServiceProcess offline = platform.startOffline(0);
            ServiceProcess one = platform.startHistory(0, offline);
            ServiceProcess two = platform.startHistory(0, offline);
            List<URI> instances = List.of(one.uri(), two.uri());
            List<String> members =
                    IntStream.range(0, WRITERS).mapToObj(i -> "w" + i).toList();
            api.put(one.uri(), GROUP, tokens.service("gateway"), Map.of("kind", "GROUP", "members", members));

            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
            try {
                List<Future<Integer>> writers = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    writers.add(threads.submit(writer(i, instances, new Random(seed + i))));
                }
                await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > WRITERS * MESSAGES_EACH / 4);
                two.kill();
                await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > WRITERS * MESSAGES_EACH / 2);
                two.restart();
                for (Future<Integer> writer : writers) {
                    assertThat(writer.get()).as("seed %s", seed).isEqualTo(MESSAGES_EACH);
                }
            } finally {
                threads.shutdownNow();
            }
            int total = WRITERS * MESSAGES_EACH;
            List<JsonNode> stored = everything(one.uri());
            assertThat(stored.stream().map(message -> message.path("seq").asLong()))
                    .as("seed %s", seed)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, total).boxed().toList());
            for (JsonNode message : stored) {
                assertThat(acknowledged.get(message.path("clientMessageId").asString()))
                        .as("seed %s", seed)
                        .isEqualTo(message.path("seq").asLong());
            }
            assertThat(acknowledged).hasSize(total);
            assertInboxOf("w0", offline.uri(), total);
            assertInboxOf("w" + (WRITERS - 1), offline.uri(), total);
        }
    }

    /** Retries each message until it is acknowledged, sometimes though it was, through a random instance. */
    private Callable<Integer> writer(int number, List<URI> instances, Random random) {
        String token = tokens.user("w" + number);
        return () -> {
            for (int i = 0; i < MESSAGES_EACH; i++) {
                String id = "w" + number + "-" + i;
                boolean again = true;
                while (again) {
                    long seq = append(instances.get(random.nextInt(instances.size())), token, id);
                    if (seq > 0) {
                        Long before = acknowledged.put(id, seq);
                        assertThat(before == null || before == seq).isTrue();
                    }
                    again = seq == 0 || random.nextInt(10) == 0;
                }
            }
            return MESSAGES_EACH;
        };
    }

    private long append(URI instance, String token, String id) {
        try {
            Api.Answer answer = api.post(
                    instance,
                    GROUP + "/messages",
                    token,
                    Map.of("clientMessageId", id, "type", "text", "content", Map.of("text", id)));
            return answer.status() < 300 ? answer.body().path("seq").asLong() : 0;
        } catch (UncheckedIOException connectionCut) {
            return 0;
        }
    }

    private List<JsonNode> everything(URI instance) {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page;
        do {
            String after = all.isEmpty()
                    ? "?around=1&limit=200"
                    : "?limit=200&after=" + all.get(all.size() - 1).path("seq").asLong();
            page = api.get(instance, GROUP + "/messages" + after, tokens.user("w0"))
                    .body();
            page.path("messages").values().forEach(all::add);
        } while (page.path("hasNewer").asBoolean());
        return all;
    }

    /** The newest 1000 are kept; their messages are in conversation order, without a hole. */
    private void assertInboxOf(String user, URI offline, int total) {
        String path = "/v1/users/me/inbox?limit=1000";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> last(api.get(offline, path, tokens.user(user)).body()) == total);
        List<Long> seqs = api.get(offline, path, tokens.user(user)).body().path("entries").values().stream()
                .map(entry -> entry.path("message").path("seq").asLong())
                .toList();
        assertThat(seqs)
                .isEqualTo(LongStream.rangeClosed(total - 999L, total).boxed().toList());
    }

    private static long last(JsonNode page) {
        JsonNode entries = page.path("entries");
        return entries.path(entries.size() - 1).path("message").path("seq").asLong();
    }
}
