package org.messageroaming.reliability.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.json.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Calls the REST API, writes everything down, and watches what every answer must keep to. */
public final class Calls {
    private static final int UNAVAILABLE = 503;
    private static final int TOO_MANY = 429;
    private static final int LONGEST_QUOTE = 600;
    private static final Set<Integer> ALLOWED = Set.of(UNAVAILABLE, TOO_MANY);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** Every call has a deadline; the longest of them is 10 s, and a loaded machine gets as much again. */
    private static final Duration HANGS = Duration.ofSeconds(20);
    /** Who waits so long for an answer sees that it hangs. */
    static final Duration NOTICES_HANGS = Duration.ofSeconds(25);

    private static final Pattern WAIT = Pattern.compile("[?&]wait=(\\d+)");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newCachedThreadPool(Calls::daemon))
            .build();
    private final Violations violations;
    private final CallLog log;
    private final Duration hangs;
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
        this(violations, log, HANGS);
    }

    /** @param hangs what takes longer is a finding */
    Calls(Violations violations, CallLog log, Duration hangs) {
        this.violations = violations;
        this.log = log;
        this.hangs = hangs;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "calls");
        thread.setDaemon(true);
        return thread;
    }

    /** Calls once, with a request that is right: a refusal is a finding. Nothing is repeated here. */
    public Answer call(String method, URI uri, String token, @Nullable Object body, Duration patience) {
        return call(method, uri, token, body, patience, Set.of());
    }

    /**
     * Calls once.
     *
     * @param patience how long to wait for the answer; what a {@code wait} asks for comes on top
     * @param refusals the 4xx that may be the right answer; any other one is a finding
     */
    public Answer call(
            String method, URI uri, String token, @Nullable Object body, Duration patience, Set<Integer> refusals) {
        Duration held = held(uri);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(patience.plus(held))
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
        watch(method + " " + uri, answer, time.minus(held), refusals);
        return answer;
    }

    /** How long the caller asked for the answer to be held. */
    private static Duration held(URI uri) {
        Matcher matcher = WAIT.matcher(uri.toString());
        return Duration.ofSeconds(matcher.find() ? Long.parseLong(matcher.group(1)) : 0);
    }

    private void watch(String what, Answer answer, Duration time, Set<Integer> refusals) {
        violations.require(time.compareTo(hangs) < 0, "HANG", what + " took " + time.toMillis() + " ms");
        if (answer.status() == 0) {
            return;
        }
        slowestMillis.accumulateAndGet(time.toMillis(), Math::max);
        if (answer.status() == UNAVAILABLE) {
            unavailable.incrementAndGet();
        }
        violations.require(
                answer.isDone() || ALLOWED.contains(answer.status()) || refusals.contains(answer.status()),
                "API",
                what + " answered " + answer.status() + " " + answer.body());
    }

    /** The limit holds for all of the answer; the client's own one ends when the answer begins. */
    private Answer send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> coming =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response =
                    coming.get(request.timeout().orElseThrow().toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), json(request, response.body()));
        } catch (ExecutionException | TimeoutException cutOff) {
            coming.cancel(true);
            return new Answer(0, WireJson.MAPPER.createObjectNode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, WireJson.MAPPER.createObjectNode());
        }
    }

    /** What was cut off has not come here: whatever comes whole must be JSON. */
    private JsonNode json(HttpRequest request, byte[] body) {
        if (body.length == 0) {
            return WireJson.MAPPER.createObjectNode();
        }
        try {
            return WireJson.MAPPER.readTree(body);
        } catch (JacksonException malformed) {
            String beginning = new String(body, 0, Math.min(body.length, LONGEST_QUOTE), StandardCharsets.UTF_8);
            violations.add("API", request.method() + " " + request.uri() + " answered no JSON: " + beginning);
            return WireJson.MAPPER.createObjectNode();
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
