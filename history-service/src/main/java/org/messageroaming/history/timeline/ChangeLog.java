package org.messageroaming.history.timeline;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;

/**
 * The operations of all conversations that a device must be able to look up later: recalls and edits, numbered per conversation,
 * and deletions, numbered per user. Contents are not kept here. Every stage completes within the store's time limit,
 * exceptionally when the store does not answer.
 */
public interface ChangeLog {

    /**
     * An operation in the log.
     *
     * @param number from 1 without holes per conversation or user
     * @param operation an edit is without its content
     * @param position its journal position
     */
    record Change(long number, Operation operation, long position) {}

    /** Stores a change; again, or late, changes nothing. Who it is for follows from the operation. */
    CompletionStage<Void> write(Change change);

    /**
     * Changes in the order of their numbers, in one read of one partition.
     *
     * @param audience whose deletions; null for the recalls and edits
     * @param after the number before the first one
     * @param last the last number that is wanted
     * @return a run without holes from {@code after + 1}, at most to the end of its bucket
     */
    CompletionStage<List<Change>> read(ConversationId id, @Nullable UserId audience, long after, long last);

    /**
     * Forgets the bucket of a user's deletions that holds {@code number}, up to a journal position (inclusive); again, or late,
     * changes nothing.
     *
     * @param position the deletion's write timestamp
     */
    CompletionStage<Void> forget(long position, ConversationId id, UserId audience, long number);
}
