package org.messageroaming.history.fanout;

import java.util.List;
import org.messageroaming.model.UserId;

/** One thing to do to inboxes. */
public sealed interface Step permits Delivery, Scrub {

    /** Whose inboxes it is about. */
    List<UserId> recipients();

    /** About how many bytes it takes in a request. */
    int size();
}
