package org.messageroaming.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.JsonNode;

/** The two services' REST API, called by somebody who holds a token. */
final class Api {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration IMPORT_TIMEOUT = Duration.ofMinutes(30);

    private final HttpClient client;

    Api() {
        this(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    /** By a client with certificates of its own, say. */
    Api(HttpClient client) {
        this.client = client;
    }

    /** An answer. */
    record Answer(int status, JsonNode body) {}

    Answer get(URI base, String path, String token) {
        return send(request(base, path, token).GET());
    }

    Answer delete(URI base, String path, String token) {
        return send(request(base, path, token).DELETE());
    }

    Answer put(URI base, String path, String token, @Nullable Object body) {
        return send(json(base, path, token).PUT(publisher(body)));
    }

    Answer post(URI base, String path, String token, Object body) {
        return send(json(base, path, token).POST(publisher(body)));
    }

    Answer importLines(URI base, String path, String token, Supplier<InputStream> lines) {
        return send(request(base, path, token)
                .timeout(IMPORT_TIMEOUT)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofInputStream(lines)));
    }

    private static HttpRequest.Builder json(URI base, String path, String token) {
        return request(base, path, token).header("Content-Type", "application/json");
    }

    private static HttpRequest.Builder request(URI base, String path, String token) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.BodyPublisher publisher(@Nullable Object body) {
        return body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(WireJson.MAPPER.writeValueAsBytes(body));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = response.body().isEmpty()
                    ? WireJson.MAPPER.createObjectNode()
                    : WireJson.MAPPER.readTree(response.body());
            return new Answer(response.statusCode(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
