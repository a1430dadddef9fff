package org.messageroaming.offline.inbox;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.messageroaming.model.UserId;

/**
 * The inboxes of all users. Each step on one inbox is atomic. A stage completes exceptionally, within the store's time limit, when
 * the store does not answer; the step may have taken effect then, and repeating it is safe.
 */
public interface InboxStore {

    /**
     * Puts entries into inboxes, in the given order for each inbox; an entry that an inbox had before stays as it is.
     *
     * @param now the time of delivery
     */
    CompletionStage<DeliveryCount> deliver(List<Delivery> deliveries, Instant now);

    /**
     * Reads on in an inbox, within the limit and {@link InboxProperties#maxPullSize}: at least one entry where there is one. Where
     * sizes differ much a long page may end earlier than it must, and says that there is more.
     *
     * @param limit how many entries at most, from 1; not used for {@link InboxStart.Latest}
     * @param now by which entries are too old
     */
    CompletionStage<InboxPage> pull(UserId user, InboxStart start, int limit, Instant now);

    /**
     * Takes recalled messages' contents out of the entries that wait, of the messages and of their edits; the entries keep their
     * places, and cursors stay valid.
     *
     * @return in how many inboxes, counted per recall, something was changed
     */
    CompletionStage<Long> scrub(List<Recall> recalls);

    /** Removes an inbox and what is remembered of its devices, and wakes who waits for it; where there is none nothing happens. */
    CompletionStage<Void> erase(UserId user);
}
