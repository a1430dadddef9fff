package org.messageroaming.offline.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/**
 * Delivers to inboxes and pulls from them. Every method throws {@link StoreUnavailableException} when Redis does not answer in
 * time; repeating the call is safe.
 */
public final class InboxService {
    private final InboxStore store;
    private final Clock clock;
    private final Duration timeout;
    private final MeterRegistry metrics;

    InboxService(InboxStore store, Clock clock, Duration timeout, MeterRegistry metrics) {
        this.store = store;
        this.clock = clock;
        this.timeout = timeout;
        this.metrics = metrics;
    }

    /** Puts entries into inboxes, each once per entry id. */
    public DeliveryCount deliver(List<Delivery> deliveries) {
        DeliveryCount count = await(store.deliver(deliveries, clock.instant()));
        metrics.counter("roaming.inbox.delivered", "outcome", "accepted").increment((double) count.accepted());
        metrics.counter("roaming.inbox.delivered", "outcome", "duplicate").increment((double) count.duplicates());
        return count;
    }

    /**
     * Reads on in an inbox.
     *
     * @param limit how many entries at most, from 1
     */
    public InboxPage pull(UserId user, InboxStart start, int limit) {
        InboxPage page = await(store.pull(user, start, limit, clock.instant()));
        if (page.gap() != null) {
            metrics.counter("roaming.inbox.gaps", "kind", page.gap().name()).increment();
        }
        return page;
    }

    private <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StoreUnavailableException("The inbox store does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The service is stopping", e);
        }
    }
}
