package org.messageroaming.faultpoints;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.Delivery;
import org.messageroaming.offline.inbox.DeliveryCount;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxStart;
import org.messageroaming.offline.inbox.InboxStore;
import org.messageroaming.offline.inbox.Recall;

record PointedInboxStore(InboxStore store, FaultPoints points) implements InboxStore {

    @Override
    public CompletionStage<DeliveryCount> deliver(List<Delivery> deliveries, Instant now) {
        return points.after(FaultPoint.INBOX_WRITTEN, store.deliver(deliveries, now));
    }

    @Override
    public CompletionStage<InboxPage> pull(UserId user, InboxStart start, int limit, Instant now) {
        return store.pull(user, start, limit, now);
    }

    @Override
    public CompletionStage<Long> scrub(List<Recall> recalls) {
        return store.scrub(recalls);
    }

    @Override
    public CompletionStage<Void> erase(UserId user) {
        return store.erase(user);
    }
}
