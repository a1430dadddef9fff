package org.messageroaming.offline.inbox;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.messageroaming.model.UserId;

/** Tells, whichever instance delivered, that an inbox may have something new. */
public interface WakeUps {

    /**
     * Begins to tell of a user's inbox.
     *
     * @return completes when every later delivery is told; exceptionally when that cannot be had now
     */
    CompletionStage<Void> subscribe(UserId user);

    /** Tells of the user's inbox no longer. */
    void unsubscribe(UserId user);

    /** Whom to tell; also told when the connection was lost for a while and something may have been missed. Returns at once. */
    void listen(Consumer<UserId> listener);
}
