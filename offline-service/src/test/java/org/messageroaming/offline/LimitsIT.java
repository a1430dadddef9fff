package org.messageroaming.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.offline.inbox.Waiters;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Instances of their own on the same Redis, with small limits; and bodies that are too deep for any. */
class LimitsIT extends OfflineIT {
    private static final int BURST = 30;
    private static final int DEPTH = 10_000;
    private static final String DEEP = "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH);

    private final List<ConfigurableApplicationContext> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(ConfigurableApplicationContext::close);
    }

    private ConfigurableApplicationContext start(String... limits) {
        Stream<String> stack = Stream.of(
                "--server.port=0",
                "--spring.data.redis.host=" + SharedStack.redis().host(),
                "--spring.data.redis.port=" + SharedStack.redis().port(),
                "--roaming.offline.inbox.key-prefix=" + PREFIX);
        ConfigurableApplicationContext instance = new SpringApplicationBuilder(OfflineServiceApplication.class)
                .web(WebApplicationType.SERVLET)
                .properties(new HashMap<>(TOKENS.properties()))
                .run(Stream.concat(stack, Stream.of(limits)).toArray(String[]::new));
        started.add(instance);
        return instance;
    }

    /** Requests go to this instance from now on. */
    private void use(ConfigurableApplicationContext instance) {
        port = Integer.parseInt(instance.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private CompletableFuture<HttpResponse<String>> ask(String who, String query) {
        return client.sendAsync(
                request("GET", "/v1/users/me/inbox" + query, TOKENS.user(who), null),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The first refusal among so many requests; every other one is served. */
    private HttpResponse<String> refused(int requests) {
        for (int i = 0; i < requests; i++) {
            HttpResponse<String> answer = ask(user, "").join();
            if (answer.statusCode() != 200) {
                return answer;
            }
        }
        throw new AssertionError("all of " + requests + " requests were served");
    }

    private static long assertLimited(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(WireJson.MAPPER.readTree(answer.body()).path("code").asString())
                .isEqualTo("rate-limited");
        return Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
    }

    @Test
    void twoInstancesShareAUsersLimitAndWhoWaitsIsServed() throws Exception {
        String[] small = {"--roaming.limits.user-burst=" + BURST, "--roaming.limits.user-per-second=1"};
        ConfigurableApplicationContext one = start(small);
        ConfigurableApplicationContext other = start(small);
        use(one);
        // A second of refill for each request: a busy machine may be slow.
        long wait = assertLimited(refused(BURST * 3));
        use(other);
        assertLimited(refused(BURST - 1));
        use(one);
        TimeUnit.SECONDS.sleep(wait);
        assertThat(ask("u-" + user, "").join().statusCode()).as("somebody else").isEqualTo(200);
        assertThat(ask(user, "").join().statusCode()).isEqualTo(200);
    }

    @Test
    void soManyPullsOfAUserMayWaitAndNoMoreUntilOneIsOver() throws Exception {
        ConfigurableApplicationContext instance = start("--roaming.offline.wait.max-per-user=2");
        use(instance);
        List<CompletableFuture<HttpResponse<String>>> polls =
                Stream.generate(() -> ask(user, "?wait=30")).limit(3).toList();
        CompletableFuture.anyOf(polls.toArray(CompletableFuture[]::new)).join();
        CompletableFuture<HttpResponse<String>> tooMany =
                polls.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow();
        assertThat(assertLimited(tooMany.join())).isBetween(1L, 30L);
        assertThat(instance.getBean(Waiters.class).count()).isEqualTo(2);
        assertThat(ask(user, "").join().statusCode()).as("who does not wait").isEqualTo(200);
        assertThat(ask("u-" + user, "?wait=1").join().statusCode())
                .as("somebody else")
                .isEqualTo(200);
        deliver("e1");
        assertThat(polls.stream().filter(poll -> poll != tooMany).map(CompletableFuture::join))
                .allSatisfy(answer -> assertThat(answer.body()).contains("\"e1\""));
        assertThat(ask(user, "?wait=1&after=latest").join().statusCode()).isEqualTo(200);
        assertThat(ask(user, "?wait=30").join().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/deliveries %s",
                "POST /v1/deliveries {\"deliveries\":[{\"recipients\":[\"u\"],\"entry\":%s}]}",
                "POST /v1/deliveries {\"deliveries\":[{\"recipients\":[\"u\"],\"entry\":{\"entryId\":\"e\",\"kind\":\"NOTIFICATION\","
                        + "\"notification\":{\"type\":\"t\",\"content\":%s}}}]}",
                "POST /v1/recalls %s",
                "POST /v1/recalls {\"recalls\":[%s]}",
                "PUT /v1/users/me/devices/d/cursor %s",
                "PUT /v1/users/me/devices/d/cursor {\"cursor\":%s}"
            })
    void whatIsNestedTenThousandDeepIsAnInvalidRequest(String call) throws IOException, InterruptedException {
        String[] parts = call.split(" ", 3);
        String token = parts[0].equals("PUT") ? TOKENS.user(user) : TOKENS.service("gateway");
        assertThat(call(400, parts[0], parts[1], token, parts[2].replace("%s", DEEP))
                        .path("code")
                        .asString())
                .isEqualTo("invalid-request");
    }
}
