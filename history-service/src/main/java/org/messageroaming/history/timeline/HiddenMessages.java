package org.messageroaming.history.timeline;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/**
 * The messages that users deleted from their own devices, cut into the timeline's buckets. Every stage completes within the store's
 * time limit, exceptionally when the store does not answer.
 */
public interface HiddenMessages {

    /**
     * Hides messages from one user; again, or late, changes nothing.
     *
     * @param position the journal position of the deletion, its write timestamp
     */
    CompletionStage<Void> hide(long position, ConversationId id, UserId user, Collection<Long> seqs);

    /** What the user deleted in one bucket, ascending, in one read of one partition. */
    CompletionStage<List<Long>> read(ConversationId id, UserId user, long bucket);

    /**
     * Forgets what the user deleted in one bucket, up to a journal position (inclusive); again, or late, changes nothing.
     *
     * @param position the deletion's write timestamp
     */
    CompletionStage<Void> forget(long position, ConversationId id, UserId user, long bucket);

    /** How messages are cut into buckets. */
    Buckets buckets();
}
