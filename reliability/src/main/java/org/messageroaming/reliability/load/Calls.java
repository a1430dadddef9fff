package org.messageroaming.reliability.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.json.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Calls the REST API, writes everything down, and watches what every answer must keep to. */
public final class Calls {
    private static final int UNAVAILABLE = 503;
    private static final int TOO_MANY = 429;
    private static final Set<Integer> ALLOWED = Set.of(UNAVAILABLE, TOO_MANY);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** Every call has a deadline; the longest of them is 10 s, and a loaded machine gets as much again. */
    private static final Duration HANGS = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newCachedThreadPool(Calls::daemon))
            .build();
    private final Violations violations;
    private final CallLog log;
    private final AtomicLong unavailable = new AtomicLong();
    private final AtomicLong slowestMillis = new AtomicLong();

    /** An answer; status 0 when there was none or only a part of it. */
    public record Answer(int status, JsonNode body) {
        /** Whether it tells that the request was carried out. */
        public boolean isDone() {
            return status >= 200 && status < 300;
        }

        /** Whether it tells that the request was refused for good. */
        public boolean isRefusal() {
            return status >= 400 && status < 500 && status != TOO_MANY;
        }
    }

    public Calls(Violations violations, CallLog log) {
        this.violations = violations;
        this.log = log;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "calls");
        thread.setDaemon(true);
        return thread;
    }

    /** Calls once. Nothing is repeated here. */
    public Answer call(String method, URI uri, String token, @Nullable Object body, Duration patience) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(patience)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(WireJson.MAPPER.writeValueAsBytes(body)))
                .build();
        Instant sentAt = Instant.now();
        long start = System.nanoTime();
        Answer answer = send(request);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        log.add(sentAt, time.toMillis(), method, uri, body, answer);
        watch(method, uri, answer, time);
        return answer;
    }

    private void watch(String method, URI uri, Answer answer, Duration time) {
        boolean waits = uri.toString().contains("wait=");
        violations.require(
                waits || time.compareTo(HANGS) < 0, "API", method + " " + uri + " took " + time.toMillis() + " ms");
        if (answer.status() == 0) {
            return;
        }
        slowestMillis.accumulateAndGet(time.toMillis(), Math::max);
        if (answer.status() == UNAVAILABLE) {
            unavailable.incrementAndGet();
        }
        violations.require(
                answer.status() < 500 || ALLOWED.contains(answer.status()),
                "API",
                method + " " + uri + " answered " + answer.status() + " " + answer.body());
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = response.body().length == 0
                    ? WireJson.MAPPER.createObjectNode()
                    : WireJson.MAPPER.readTree(response.body());
            return new Answer(response.statusCode(), body);
        } catch (IOException | JacksonException cutOff) {
            return new Answer(0, WireJson.MAPPER.createObjectNode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, WireJson.MAPPER.createObjectNode());
        }
    }

    Violations violations() {
        return violations;
    }

    /** How many were answered with 503. */
    public long unavailable() {
        return unavailable.get();
    }

    /** How long the slowest answer took that came. */
    public long slowestMillis() {
        return slowestMillis.get();
    }
}
