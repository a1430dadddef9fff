package org.messageroaming.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.fanout.Delivery;
import org.messageroaming.history.fanout.InboxDeliveries;
import org.messageroaming.history.fanout.Scrub;
import org.messageroaming.history.fanout.Step;
import org.messageroaming.localstack.Endpoint;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The whole service over HTTP on a real Cassandra, in a keyspace of its own; its deliveries are recorded. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "roaming.history.timeline.bucket-size=200",
            "roaming.history.erasure.poll=200ms",
            "roaming.history.erasure.grace=100ms",
            "roaming.history.erasure.lease=10m"
        })
@Import(HistoryIT.RecordedDeliveries.class)
public abstract class HistoryIT {
    protected static final Tokens TOKENS = Tokens.random();

    protected final HttpClient client = HttpClient.newHttpClient();
    protected final String conversation = "c-" + UUID.randomUUID();
    protected final String service = TOKENS.service("gateway");

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        Endpoint cassandra = SharedStack.cassandra();
        properties.add("spring.cassandra.contact-points", cassandra::toString);
        Endpoint redis = SharedStack.redis();
        properties.add("spring.data.redis.host", redis::host);
        properties.add("spring.data.redis.port", redis::port);
        // A keyspace for each context: its dimensions are fixed for its life.
        String keyspace = "it_" + UUID.randomUUID().toString().replace("-", "");
        properties.add("roaming.history.schema.keyspace", () -> keyspace);
        properties.add("roaming.history.journal.segment-size", () -> 16);
        properties.add("roaming.history.journal.shards", () -> 4);
        TOKENS.properties().forEach((name, value) -> properties.add(name, () -> value));
    }

    /** Keeps what would have gone to offline-service. */
    @TestConfiguration
    public static class RecordedDeliveries {
        public static final List<Delivery> ALL = new CopyOnWriteArrayList<>();
        public static final List<Scrub> SCRUBS = new CopyOnWriteArrayList<>();
        public static final List<UserId> ERASED = new CopyOnWriteArrayList<>();
        /** Says of each call, by what it carries, whether it fails. */
        public static volatile Predicate<Class<? extends Step>> fails = steps -> false;
        /** Says of each removal of an inbox whether it fails. */
        public static volatile BooleanSupplier eraseFails = () -> false;

        @Bean
        @Primary
        InboxDeliveries recorded() {
            return new InboxDeliveries() {
                @Override
                public void deliver(List<Delivery> deliveries) {
                    refuse(fails.test(Delivery.class));
                    ALL.addAll(deliveries);
                }

                @Override
                public void scrub(List<Scrub> scrubs) {
                    refuse(fails.test(Scrub.class));
                    SCRUBS.addAll(scrubs);
                }

                @Override
                public void erase(UserId user) {
                    refuse(eraseFails.getAsBoolean());
                    ERASED.add(user);
                }

                private static void refuse(boolean refused) {
                    if (refused) {
                        throw new StoreUnavailableException("The test has it fail", null);
                    }
                }
            };
        }
    }

    protected HttpResponse<String> call(String method, String path, @Nullable String token, @Nullable String body)
            throws IOException, InterruptedException {
        return client.send(request(method, path, token, body), HttpResponse.BodyHandlers.ofString());
    }

    protected HttpRequest request(String method, String path, @Nullable String token, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", path.endsWith("/import") ? "application/x-ndjson" : "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    protected JsonNode ok(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body().isEmpty() ? WireJson.MAPPER.nullNode() : WireJson.MAPPER.readTree(answer.body());
    }

    protected void problem(int status, String code, HttpResponse<String> answer) {
        JsonNode problem = ok(status, answer);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("detail").asString()).isNotEmpty().doesNotContain("org.", "Exception");
    }

    protected String path(String rest) {
        return "/v1/conversations/" + conversation + rest;
    }

    protected void createGroup(String visibility, String... members) throws IOException, InterruptedException {
        String list = "\"" + String.join("\",\"", members) + "\"";
        ok(
                201,
                call(
                        "PUT",
                        path(""),
                        service,
                        "{\"kind\":\"GROUP\",\"historyVisibility\":\"" + visibility + "\",\"members\":[" + list
                                + "]}"));
    }

    protected JsonNode append(String user, String id) throws IOException, InterruptedException {
        return ok(201, call("POST", path("/messages"), TOKENS.user(user), message(id, id)));
    }

    protected static String message(String id, String text) {
        return "{\"clientMessageId\":\"" + id + "\",\"type\":\"text\",\"content\":{\"text\":\"" + text + "\"}}";
    }

    protected List<Long> seqs(String user, String query) throws IOException, InterruptedException {
        JsonNode page = ok(200, call("GET", path("/messages" + query), TOKENS.user(user), null));
        return page.path("messages").values().stream()
                .map(message -> message.path("seq").asLong())
                .toList();
    }
}
