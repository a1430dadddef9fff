package org.messageroaming.history.timeline;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;

/**
 * The messages of all conversations. Every stage completes within the store's time limit, exceptionally when the store does not
 * answer.
 */
public interface Timeline {

    /**
     * Stores messages; again, or late, changes nothing.
     *
     * @param position the journal position that they come from, their write timestamp
     */
    CompletionStage<Void> write(long position, List<Message> messages);

    /** The messages of an excerpt, of one partition: as many as fit, and the first that is wanted whatever its size. */
    CompletionStage<Passage> read(ConversationId id, Excerpt excerpt);

    /**
     * All messages of a range, ascending.
     *
     * @param range within one bucket
     */
    default CompletionStage<List<Message>> read(ConversationId id, SeqRange range) {
        return read(id, Excerpt.all(range)).thenApply(Passage::messages);
    }

    /**
     * How many messages were sent before {@code time}: a binary search over the buckets' first messages, then one read within a
     * bucket.
     *
     * @param lastSeq the last message that counts; 0 when there is none
     */
    CompletionStage<Long> countBefore(ConversationId id, long lastSeq, Instant time);

    /** How messages are cut into buckets. */
    Buckets buckets();
}
