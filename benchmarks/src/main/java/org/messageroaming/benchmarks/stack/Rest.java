package org.messageroaming.benchmarks.stack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.JsonNode;

/** Calls of the services' API, to put data there and to look. Every answer that is no success is an {@link IllegalStateException}. */
public final class Rest {
    private static final int AT_ONCE = 64;
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String token;

    private Rest(String token) {
        this.token = token;
    }

    /** Calls with this token. */
    public static Rest as(String token) {
        return new Rest(token);
    }

    /** The answer to a GET. */
    public JsonNode get(URI base, String path) {
        return await(call(request(base, path).GET()));
    }

    /** The answer to a GET that is no JSON. */
    public String text(URI base, String path) {
        return await(send(request(base, path).GET()));
    }

    /** The answer to a PUT. */
    public CompletableFuture<JsonNode> put(URI base, String path, Object body) {
        return call(request(base, path).PUT(json(body)));
    }

    /** The answer to a POST. */
    public CompletableFuture<JsonNode> post(URI base, String path, Object body) {
        return call(request(base, path).POST(json(body)));
    }

    /** The answer to a POST of a stream of lines. */
    public JsonNode postAll(URI base, String path, Iterable<byte[]> lines) {
        return await(call(request(base, path).POST(HttpRequest.BodyPublishers.ofByteArrays(lines))));
    }

    /** Makes that many calls, some of them at once, and waits for all. */
    public static void all(int count, IntFunction<CompletableFuture<JsonNode>> call) throws InterruptedException {
        Semaphore places = new Semaphore(AT_ONCE);
        CompletableFuture<Void> failed = new CompletableFuture<>();
        for (int i = 0; i < count && !failed.isDone(); i++) {
            places.acquire();
            CompletableFuture<JsonNode> unused = call.apply(i).whenComplete((answer, error) -> {
                if (error != null) {
                    failed.completeExceptionally(error);
                }
                places.release();
            });
        }
        places.acquire(AT_ONCE);
        if (failed.isDone()) {
            await(failed);
        }
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private HttpRequest.Builder request(URI base, String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", path.endsWith("/import") ? "application/x-ndjson" : "application/json");
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return HttpRequest.BodyPublishers.ofByteArray(WireJson.MAPPER.writeValueAsBytes(body));
    }

    private static CompletableFuture<JsonNode> call(HttpRequest.Builder request) {
        return send(request)
                .thenApply(
                        body -> body.isEmpty() ? WireJson.MAPPER.createObjectNode() : WireJson.MAPPER.readTree(body));
    }

    private static CompletableFuture<String> send(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> {
                    if (response.statusCode() / 100 != 2) {
                        throw new IllegalStateException(
                                response.request().uri() + ": " + response.statusCode() + " " + response.body());
                    }
                    return response.body();
                });
    }
}
