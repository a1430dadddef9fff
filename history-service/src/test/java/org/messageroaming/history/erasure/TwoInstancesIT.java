package org.messageroaming.history.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.HistoryIT;
import org.messageroaming.history.HistoryServiceApplication;
import org.messageroaming.history.fanout.Delivery;
import org.messageroaming.model.UserId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** A user acts through two instances while both of them erase it, and is made a member again and again. */
class TwoInstancesIT extends HistoryIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int STEPS = 60;
    private static final List<String> SHARED = List.of(
            "spring.cassandra.contact-points",
            "spring.data.redis.host",
            "spring.data.redis.port",
            "roaming.history.schema.keyspace",
            "roaming.history.journal.segment-size",
            "roaming.history.journal.shards",
            "roaming.history.timeline.bucket-size",
            "roaming.history.erasure.poll",
            "roaming.history.erasure.grace",
            "roaming.history.erasure.lease");

    private final String ann = "ann-" + conversation;
    private final String bob = "bob-" + conversation;
    private final String mark = "planted-" + conversation;
    private final ExecutorService actors = Executors.newFixedThreadPool(4);

    @Autowired
    private Environment environment;

    @Autowired
    private CqlSession session;

    private List<Integer> ports = List.of();
    private @Nullable ConfigurableApplicationContext other;

    @BeforeEach
    void startTheOtherOne() {
        Stream<String> shared = SHARED.stream().map(name -> "--" + name + "=" + environment.getRequiredProperty(name));
        other = new SpringApplicationBuilder(HistoryServiceApplication.class, RecordedDeliveries.class)
                .properties(new HashMap<>(TOKENS.properties()))
                .run(Stream.concat(Stream.of("--server.port=0"), shared).toArray(String[]::new));
        ports = Stream.of(environment, other.getEnvironment())
                .map(each -> each.getRequiredProperty("local.server.port", Integer.class))
                .toList();
    }

    @AfterEach
    void stopTheOtherOne() {
        actors.shutdownNow();
        if (other != null) {
            other.close();
        }
    }

    private HttpResponse<String> through(Random random, String method, String path, String token, @Nullable String body)
            throws Exception {
        HttpRequest request = request(method, path, token, body);
        int port = ports.get(random.nextInt(ports.size()));
        URI uri = URI.create(request.uri().toString().replaceFirst(":[0-9]+/", ":" + port + "/"));
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(request, (name, value) -> true).uri(uri).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isLessThan(500);
        return answer;
    }

    private void operate(Random random, String token, String fields) throws Exception {
        String id = "o-" + Long.toHexString(random.nextLong());
        String body = "{'operationId':'" + id + "'," + fields + "}";
        through(random, "POST", path("/operations"), token, body.replace('\'', '"'));
    }

    private boolean actAsAnn(long seed) throws Exception {
        Random random = new Random(seed);
        String token = TOKENS.user(ann);
        for (int i = 0; i < STEPS; i++) {
            int seq = 1 + random.nextInt(2 * STEPS);
            switch (random.nextInt(8)) {
                case 0 -> operate(random, token, "'type':'EDIT','seq':" + seq + ",'content':{'text':'" + mark + "'}");
                case 1 -> operate(random, token, "'type':'RECALL','seq':" + seq);
                case 2 -> operate(random, token, "'type':'DELETE','seqs':[" + seq + "]");
                case 3 -> operate(random, token, "'type':'CLEAR','upToSeq':" + seq);
                case 4 -> operate(random, token, "'type':'READ','upToSeq':" + seq);
                default -> through(random, "POST", path("/messages"), token, message("a" + i, mark));
            }
        }
        return true;
    }

    private boolean actAsBob() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < STEPS; i++) {
            ok(201, through(random, "POST", path("/messages"), TOKENS.user(bob), message("b" + i, "of bob")));
        }
        return true;
    }

    private boolean actAsGateway() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < STEPS; i++) {
            int seq = 1 + random.nextInt(2 * STEPS);
            String member = path("/members/" + ann);
            switch (random.nextInt(4)) {
                case 0 -> operate(random, service, "'type':'EDIT','seq':" + seq + ",'content':{'text':'edited'}");
                case 1 -> through(random, "DELETE", member, service, null);
                default -> through(random, "PUT", member, service, "{}");
            }
        }
        return true;
    }

    private boolean erase(long seed) throws Exception {
        Random random = new Random(seed);
        ok(202, through(random, "DELETE", "/v1/users/" + ann, service, null));
        await().atMost(SOON)
                .until(() -> ok(200, through(random, "GET", "/v1/users/" + ann + "/erasure", service, null))
                        .path("state")
                        .asString()
                        .equals("DONE"));
        return true;
    }

    private boolean eraseAgainAndAgain() throws Exception {
        return erase(3) && erase(4) && erase(5);
    }

    private void all(List<Callable<Boolean>> work) throws Exception {
        for (Future<Boolean> done : actors.invokeAll(work)) {
            assertThat(done.get()).isTrue();
        }
    }

    @Test
    void whateverIsDoneMeanwhileTheLastErasureLeavesNothing() throws Exception {
        createGroup("SINCE_JOIN", ann, bob);
        all(List.of(() -> actAsAnn(10), this::actAsBob, this::actAsGateway, this::eraseAgainAndAgain));
        erase(6);

        List<JsonNode> messages = messages();
        assertThat(messages)
                .extracting(message -> message.path("seq").asLong())
                .as("without holes")
                .isEqualTo(LongStream.rangeClosed(1, messages.size()).boxed().toList());
        assertThat(messages)
                .allSatisfy(message -> assertThat(message.path("content").isNull())
                        .isEqualTo(message.path("sender").asString().equals(ann)));
        assertThat(new Remains(session).of(mark)).isEmpty();
        assertThat(new Remains(session).in(ErasureScenario.NAMING, ann))
                .allMatch(row -> row.startsWith("operation_retry") && row.matches(".*(READ|CLEAR|RECALL).*"));
        assertThat(new Remains(session).of("\"audience\": \"" + ann)).isEmpty();
        assertThat(sentByAnn(messages)).isNotEmpty();
        assertThat(recalls()).as("each once").doesNotHaveDuplicates().isEqualTo(sentByAnn(messages));
        assertThat(toldToBob())
                .as("all, in order")
                .isEqualTo(LongStream.rangeClosed(1, messages.size()).boxed().toList());
    }

    private List<JsonNode> messages() throws Exception {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page = ok(200, call("GET", path("/messages?limit=200"), service, null));
        page.path("messages").values().forEach(all::add);
        assertThat(page.path("hasOlder").asBoolean()).isFalse();
        return all;
    }

    private static List<Long> sentByAnn(List<JsonNode> messages) {
        return messages.stream()
                .filter(message -> message.path("content").isNull())
                .map(message -> message.path("seq").asLong())
                .toList();
    }

    private List<Long> recalls() throws Exception {
        JsonNode changes = ok(200, call("GET", path("/changes?limit=200"), service, null));
        assertThat(changes.path("hasMore").asBoolean()).isFalse();
        return changes.path("changes").values().stream()
                .filter(change -> change.path("type").asString().equals("RECALL"))
                .map(change -> change.path("seq").asLong())
                .sorted()
                .toList();
    }

    private List<Long> toldToBob() {
        return RecordedDeliveries.ALL.stream()
                .filter(delivery -> delivery.recipients().contains(new UserId(bob)))
                .map(Delivery::told)
                .filter(Delivery.Told.Sent.class::isInstance)
                .map(told -> ((Delivery.Told.Sent) told).message())
                .filter(message -> message.conversationId().value().equals(conversation))
                .map(message -> message.seq().value())
                .distinct()
                .toList();
    }
}
