package org.messageroaming.history.erasure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.messageroaming.history.conversation.UserConversations;
import org.messageroaming.history.fanout.InboxDeliveries;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/** Erases a user: its conversations one after the other, then what the journal still holds, then its inbox; until nothing is left. */
final class Eraser {
    private final UserConversations index;
    private final ConversationEraser conversations;
    private final JournalScrub journal;
    private final InboxDeliveries inboxes;
    private final Replicas replicas;
    private final StoreCalls calls;
    private final Duration grace;

    /** @param grace how long after its first removal the inbox is removed once more */
    Eraser(
            UserConversations index,
            ConversationEraser conversations,
            JournalScrub journal,
            InboxDeliveries inboxes,
            Replicas replicas,
            StoreCalls calls,
            Duration grace) {
        this.index = index;
        this.conversations = conversations;
        this.journal = journal;
        this.inboxes = inboxes;
        this.replicas = replicas;
        this.calls = calls;
        this.grace = grace;
    }

    /**
     * Does what is left to do, from wherever an earlier attempt stopped. Conversations that the user joins meanwhile are erased too.
     *
     * @param by who asked for it
     * @return how many conversations it has done
     * @throws StoreUnavailableException when a store or the offline side does not answer, or the hold is lost; doing it again is safe
     */
    int erase(UserId user, UserId by, Hold hold) {
        int done = 0;
        do {
            for (ConversationId id : left(user)) {
                int before = done;
                conversations.erase(id, user, by, () -> hold.renew(before));
                done++;
                hold.renew(done);
            }
            if (left(user).isEmpty()) {
                eraseCopies(user, done, hold);
            }
            // What the user joined in the meantime, or an instance claimed that died before it could list it.
        } while (!left(user).isEmpty());
        return done;
    }

    /** What waits in the journal and in the user's inbox. */
    private void eraseCopies(UserId user, int done, Hold hold) {
        for (int shard = 0; shard < replicas.shards(); shard++) {
            journal.scrub(shard, user, () -> hold.renew(done));
        }
        inboxes.erase(user);
        hold.renew(done);
        sleep();
        hold.renew(done);
        // A delivery that was under way may have begun the inbox anew.
        inboxes.erase(user);
    }

    private List<ConversationId> left(UserId user) {
        return calls.await(index.of(user));
    }

    private void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(grace.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The service is stopping", e);
        }
    }
}
