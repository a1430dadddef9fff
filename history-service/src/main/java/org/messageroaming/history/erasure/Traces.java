package org.messageroaming.history.erasure;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.UserId;

/**
 * What a user leaves in the read tables that nobody else reads. Each deletion reaches up to a journal position (inclusive), its write
 * timestamp: what comes later stays, and again, or late, it changes nothing. Every stage completes within the store's time limit,
 * exceptionally when the store does not answer.
 */
public interface Traces {

    /** Forgets which messages the user's idempotency keys stand for. */
    CompletionStage<Void> forgetAppends(long position, ConversationId id, UserId user, List<ClientMessageId> keys);

    /** Forgets which operations the user's idempotency keys stand for. */
    CompletionStage<Void> forgetOperations(long position, ConversationId id, UserId user, List<OperationId> keys);

    /** Forgets that the user was a member once. */
    CompletionStage<Void> forgetMembership(long position, ConversationId id, UserId user);

    /** Takes the conversation from the user's list: the last thing that is done in it. */
    CompletionStage<Void> forgetListing(long position, ConversationId id, UserId user);
}
