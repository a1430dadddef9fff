package org.messageroaming.offline.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.offline.OfflineIT;
import org.messageroaming.offline.inbox.Waiters;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;

class EraseApiIT extends OfflineIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    private StringRedisTemplate redis;

    @Autowired
    private Waiters waiters;

    private void erase() throws Exception {
        call(204, "DELETE", "/v1/users/" + user + "/inbox", TOKENS.service("history-service"), null);
    }

    private String cursor() throws Exception {
        return pull("?after=latest").path("cursor").asString();
    }

    @Test
    void noKeyIsLeftAndNoOtherInboxIsTouched() throws Exception {
        String other = user + "-other";
        deliver("e1");
        deliver(List.of(other), "e2", "NOTIFICATION", "{\"type\":\"t\",\"content\":{}}");
        call(200, "PUT", "/v1/users/me/devices/phone/cursor", TOKENS.user(user), "{\"cursor\":\"" + cursor() + "\"}");
        assertThat(redis.keys(PREFIX + ":{" + user + "}*")).hasSize(4);

        erase();
        erase();

        assertThat(redis.keys("*{" + user + "}*")).isEmpty();
        assertThat(redis.keys(PREFIX + ":{" + other + "}*")).isNotEmpty();
        assertThat(call(200, "GET", "/v1/users/me/devices", TOKENS.user(user), null))
                .isEmpty();
    }

    @Test
    void whoeverWaitsIsToldThatTheInboxIsAnotherOne() throws Exception {
        deliver("e1");
        String query = "?wait=30&after=" + cursor();
        CompletableFuture<JsonNode> waiting = client.sendAsync(
                        request("GET", "/v1/users/me/inbox" + query, TOKENS.user(user), null),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> WireJson.MAPPER.readTree(answer.body()));
        await().atMost(SOON).until(() -> waiters.count() == 1);

        erase();

        JsonNode page = waiting.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(page.path("gap").asString()).isEqualTo("RESET");
        assertThat(page.path("entries")).isEmpty();
    }
}
