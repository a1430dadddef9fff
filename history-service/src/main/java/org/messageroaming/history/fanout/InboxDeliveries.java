package org.messageroaming.history.fanout;

import java.util.List;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/** The inboxes, as the fan-out sees them. */
public interface InboxDeliveries {

    /**
     * Puts entries into inboxes, in order; what is there already stays as it is.
     *
     * @throws StoreUnavailableException when some may be missing; sending all again is safe
     */
    void deliver(List<Delivery> deliveries);

    /**
     * Takes recalled messages' contents out of the entries that wait in inboxes, messages and edits alike.
     *
     * @throws StoreUnavailableException when some may be left; sending all again is safe
     */
    void scrub(List<Scrub> scrubs);

    /**
     * Removes a user's inbox and what is remembered of its devices.
     *
     * @throws StoreUnavailableException when it may still be there; asking again is safe
     */
    void erase(UserId user);
}
