package org.messageroaming.history.fanout.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.messageroaming.history.fanout.Delivery;
import org.messageroaming.history.fanout.InboxDeliveries;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/deliveries} of offline-service. Whatever it answers but 200, the deliveries count as not made. */
final class HttpInboxDeliveries implements InboxDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(HttpInboxDeliveries.class);
    private static final int OK = 200;

    private final HttpClient client;
    private final URI uri;
    private final Duration timeout;
    private final ServiceTokens tokens;

    HttpInboxDeliveries(HttpClient client, URI offlineUri, Duration timeout, ServiceTokens tokens) {
        this.client = client;
        this.uri = offlineUri.resolve("/v1/deliveries");
        this.timeout = timeout;
        this.tokens = tokens;
    }

    private record Body(List<Item> deliveries) {}

    private record Item(List<UserId> recipients, NewEntry entry) {}

    private record NewEntry(EntryId entryId, String kind, Instant createdAt, Message message) {}

    @Override
    public void deliver(List<Delivery> deliveries) {
        Body body = new Body(deliveries.stream()
                .map(delivery -> new Item(
                        delivery.recipients(),
                        new NewEntry(delivery.entryId(), "MESSAGE", delivery.createdAt(), delivery.message())))
                .toList());
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Authorization", "Bearer " + tokens.current())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(WireJson.MAPPER.writeValueAsBytes(body)))
                .build();
        int status = send(request);
        if (status != OK) {
            if (status < 500) {
                LOG.error("offline-service refuses deliveries with status {}; they wait and will be repeated", status);
            }
            throw new StoreUnavailableException("offline-service answers " + status, null);
        }
    }

    private int send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new StoreUnavailableException("offline-service does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The service is stopping", e);
        }
    }
}
