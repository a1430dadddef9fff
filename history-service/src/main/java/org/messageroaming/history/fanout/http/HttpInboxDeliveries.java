package org.messageroaming.history.fanout.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.fanout.Delivery;
import org.messageroaming.history.fanout.InboxDeliveries;
import org.messageroaming.history.fanout.Scrub;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.Breaker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/deliveries}, {@code POST /v1/recalls} and {@code DELETE /v1/users/{userId}/inbox} of offline-service. Unless they
 * answer that it is done, nothing counts as done. While they do not answer nothing is sent.
 */
final class HttpInboxDeliveries implements InboxDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(HttpInboxDeliveries.class);
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int FAILURES = 500;

    private final HttpClient client;
    private final URI offlineUri;
    private final URI deliveriesUri;
    private final URI recallsUri;
    private final Duration timeout;
    private final Supplier<String> tokens;
    private final Breaker breaker;

    HttpInboxDeliveries(HttpClient client, URI offlineUri, Duration timeout, Supplier<String> tokens, Breaker breaker) {
        this.client = client;
        this.offlineUri = offlineUri;
        this.deliveriesUri = offlineUri.resolve("/v1/deliveries");
        this.recallsUri = offlineUri.resolve("/v1/recalls");
        this.timeout = timeout;
        this.tokens = tokens;
        this.breaker = breaker;
    }

    private record DeliveriesBody(List<Item> deliveries) {}

    private record Item(List<UserId> recipients, NewEntry entry) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record NewEntry(
            EntryId entryId,
            String kind,
            Instant createdAt,
            @Nullable Message message,
            @Nullable Operation operation) {}

    private record RecallsBody(List<Scrub> recalls) {}

    @Override
    public void deliver(List<Delivery> deliveries) {
        post(
                deliveriesUri,
                new DeliveriesBody(deliveries.stream()
                        .map(delivery -> new Item(delivery.recipients(), entry(delivery)))
                        .toList()));
    }

    private static NewEntry entry(Delivery delivery) {
        if (delivery.told() instanceof Delivery.Told.Sent sent) {
            return new NewEntry(delivery.entryId(), "MESSAGE", delivery.createdAt(), sent.message(), null);
        }
        Operation operation = ((Delivery.Told.Done) delivery.told()).operation();
        return new NewEntry(delivery.entryId(), "OPERATION", delivery.createdAt(), null, operation);
    }

    @Override
    public void scrub(List<Scrub> scrubs) {
        post(recallsUri, new RecallsBody(scrubs));
    }

    /** An identifier has no character that a path would have to escape. */
    @Override
    public void erase(UserId user) {
        require(
                NO_CONTENT,
                request(offlineUri.resolve("/v1/users/" + user + "/inbox")).DELETE());
    }

    private void post(URI uri, Object body) {
        require(
                OK,
                request(uri)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(WireJson.MAPPER.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + tokens.get());
    }

    private void require(int expected, HttpRequest.Builder request) {
        int status = breaker.call(() -> answered(request.build()));
        if (status != expected) {
            LOG.error("offline-service refuses with status {}; what is owed waits and will be repeated", status);
            throw unexpected(status);
        }
    }

    /** Who answers with a failure of its own could as well not answer; who refuses is there. */
    private int answered(HttpRequest request) {
        int status = send(request);
        if (status >= FAILURES) {
            throw unexpected(status);
        }
        return status;
    }

    private static StoreUnavailableException unexpected(int status) {
        return new StoreUnavailableException("offline-service answers " + status, null);
    }

    /** A request's own time limit would end with the answer's headers; this one holds for all of the answer. */
    private int send(HttpRequest request) {
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS).statusCode();
        } catch (ExecutionException | TimeoutException e) {
            throw new StoreUnavailableException("offline-service does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The service is stopping", e);
        } finally {
            answer.cancel(true);
        }
    }
}
