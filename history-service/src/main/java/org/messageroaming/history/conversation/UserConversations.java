package org.messageroaming.history.conversation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.zip.CRC32C;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/**
 * Which conversations a user belongs or once belonged to, or has imported messages in, and the orders of lists that somebody pages through. Every stage completes
 * within the store's time limit, exceptionally when the store does not answer.
 */
public interface UserConversations {
    /** How many partitions a user's conversations are spread over. */
    int BUCKETS = 16;

    /** How many conversations one read of {@link #order} gives. */
    int CHUNK = 100;

    /** The partition of a conversation, from 0. */
    static int bucketOf(ConversationId id) {
        CRC32C hash = new CRC32C();
        hash.update(id.value().getBytes(StandardCharsets.US_ASCII));
        return (int) (hash.getValue() % BUCKETS);
    }

    /** All of them, in no order. */
    CompletionStage<List<ConversationId>> of(UserId user);

    /** Keeps a list's order for a while. */
    CompletionStage<Void> keepOrder(UserId user, UUID list, List<ConversationId> order);

    /**
     * A part of a kept order.
     *
     * @param chunk from 0, of {@value #CHUNK} conversations each
     * @return empty when there is none, or not any more
     */
    CompletionStage<List<ConversationId>> order(UserId user, UUID list, int chunk);
}
