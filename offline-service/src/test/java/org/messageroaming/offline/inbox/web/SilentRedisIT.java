package org.messageroaming.offline.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.offline.OfflineServiceApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service is started while Redis takes connections and says nothing. */
class SilentRedisIT {
    private static final int PULLS = 150;
    /** Five times what a request may take, of whatever kind; one after the other they would take many times that. */
    private static final int LIMIT_SECONDS = 50;

    private final Tokens tokens = Tokens.random();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void everyRequestIsAnsweredThoughNoConnectionIsEverOpened() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
                ConfigurableApplicationContext service = start(silent.getLocalPort())) {
            String port = service.getEnvironment().getRequiredProperty("local.server.port");
            List<CompletableFuture<Integer>> pulls = IntStream.range(0, PULLS)
                    .mapToObj(i -> pull(port, "u" + i, i % 2 == 0 ? "" : "?wait=30"))
                    .toList();
            for (CompletableFuture<Integer> pull : pulls) {
                assertThat(pull.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(503);
            }
        }
    }

    private CompletableFuture<Integer> pull(String port, String user, String query) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/users/me/inbox" + query))
                .header("Authorization", "Bearer " + tokens.user(user))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    private ConfigurableApplicationContext start(int redisPort) {
        return new SpringApplicationBuilder(OfflineServiceApplication.class)
                .web(WebApplicationType.SERVLET)
                .properties(new HashMap<>(tokens.properties()))
                .run(
                        "--server.port=0",
                        "--spring.data.redis.host=127.0.0.1",
                        "--spring.data.redis.port=" + redisPort,
                        // So that no breaker spares requests the wait.
                        "--roaming.offline.inbox.breaker.least-calls=10000");
    }
}
