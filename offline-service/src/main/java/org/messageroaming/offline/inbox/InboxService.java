package org.messageroaming.offline.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.messageroaming.model.DeviceId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/**
 * Delivers to inboxes and pulls from them. Every method throws {@link StoreUnavailableException} when Redis does not answer in
 * time; repeating the call is safe.
 */
public final class InboxService {
    private final InboxStore store;
    private final DeviceStore devices;
    private final Clock clock;
    private final InboxCalls calls;
    private final MeterRegistry metrics;

    InboxService(InboxStore store, DeviceStore devices, Clock clock, InboxCalls calls, MeterRegistry metrics) {
        this.store = store;
        this.devices = devices;
        this.clock = clock;
        this.calls = calls;
        this.metrics = metrics;
    }

    /** Puts entries into inboxes, each once per entry id. */
    public DeliveryCount deliver(List<Delivery> deliveries) {
        DeliveryCount count = calls.ask(() -> store.deliver(deliveries, clock.instant()));
        metrics.counter("roaming.inbox.delivered", "outcome", "accepted").increment((double) count.accepted());
        metrics.counter("roaming.inbox.delivered", "outcome", "duplicate").increment((double) count.duplicates());
        return count;
    }

    /**
     * Takes recalled messages' contents out of waiting entries.
     *
     * @return in how many inboxes something was changed
     */
    public long scrub(List<Recall> recalls) {
        return calls.ask(() -> store.scrub(recalls));
    }

    /** Removes an inbox and what is remembered of its devices. Whoever pulls after that begins anew, and is told {@link Gap#RESET}. */
    public void erase(UserId user) {
        calls.ask(() -> store.erase(user));
    }

    /**
     * Reads on in an inbox.
     *
     * @param limit how many entries at most, from 1
     */
    public InboxPage pull(UserId user, InboxStart start, int limit) {
        return calls.ask(() -> read(user, start, limit));
    }

    /**
     * Reads on in an inbox after Redis told that something arrived, without holding the thread; completes exceptionally when it
     * does not answer in time.
     */
    public CompletionStage<InboxPage> pullLater(UserId user, InboxStart start, int limit) {
        return calls.watch(() -> read(user, start, limit));
    }

    private CompletionStage<InboxPage> read(UserId user, InboxStart start, int limit) {
        return store.pull(user, start, limit, clock.instant()).thenApply(page -> {
            if (page.gap() != null) {
                metrics.counter("roaming.inbox.gaps", "kind", page.gap().name()).increment();
            }
            return page;
        });
    }

    /**
     * Reads on in an inbox from where a device has come to. A device that is not remembered reads from the oldest entry and is told
     * {@link Gap#RESET}: what it missed is not known.
     */
    public InboxPage pull(UserId user, DeviceId device, int limit) {
        Optional<InboxCursor> cursor = calls.ask(() -> devices.find(user, device));
        if (cursor.isPresent()) {
            return pull(user, new InboxStart.After(cursor.get()), limit);
        }
        InboxPage oldest = pull(user, new InboxStart.Oldest(), limit);
        return new InboxPage(oldest.entries(), oldest.cursor(), oldest.hasMore(), Gap.RESET);
    }

    /** Remembers how far a device has come, never less than before; see {@link DeviceStore#remember}. */
    public DeviceCursor remember(UserId user, DeviceId device, InboxCursor cursor) {
        return calls.ask(() -> devices.remember(user, device, cursor, clock.instant()));
    }

    /** All devices that are remembered, by id. */
    public List<DeviceCursor> devices(UserId user) {
        return calls.ask(() -> devices.all(user, clock.instant()));
    }

    /** Forgets a device. */
    public void forget(UserId user, DeviceId device) {
        calls.ask(() -> devices.forget(user, device));
    }
}
