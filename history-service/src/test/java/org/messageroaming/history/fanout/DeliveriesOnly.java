package org.messageroaming.history.fanout;

import java.util.List;
import org.messageroaming.model.UserId;

/** Inboxes of tests in which nothing is recalled and nobody is erased. */
interface DeliveriesOnly extends InboxDeliveries {

    @Override
    default void scrub(List<Scrub> scrubs) {
        throw new IllegalStateException("nothing was recalled");
    }

    @Override
    default void erase(UserId user) {
        throw new IllegalStateException("nobody is erased");
    }
}
