package org.messageroaming.history.replica;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/**
 * The tables that are read, as far as a replica needs them: it writes the outcome of entries and loads state back.
 *
 * <p>Writes carry the journal position as their write timestamp: applying an entry again, or late, changes nothing. A stage
 * completes exceptionally when the store does not answer in time; the write may have taken effect.
 */
public interface ReadTables {

    /**
     * Makes the outcomes of successive entries readable: the messages and retry keys, when these are safe the members, then the
     * conversations. Until a conversation tells of an entry, members may be those of any later one of the outcomes.
     *
     * @param outcomes at least one, ascending by position, without a gap
     */
    CompletionStage<Void> apply(List<Outcome> outcomes);

    /** A conversation with all current members; its {@code position} says what it reflects at least. */
    CompletionStage<Optional<Conversation>> conversation(ConversationId id);

    /** The membership of a user who left; empty when the user never belonged, or belongs now and never left before. */
    CompletionStage<Optional<Membership>> formerMembership(ConversationId id, UserId user);

    /** What the given idempotency keys stand for, in the same order; empty where a key is new. */
    CompletionStage<List<Optional<Appended>>> appended(List<RetryKey> keys);

    /**
     * How many messages of a conversation were sent before {@code time}.
     *
     * @param lastSeq the conversation's last sequence; later messages do not count
     */
    CompletionStage<Long> countBefore(ConversationId id, long lastSeq, Instant time);

    /** What an operation's idempotency key stands for; empty when it is new. */
    CompletionStage<Optional<Applied>> operation(OperationKey key);

    /** A message as it reads now; empty when there is none at that sequence. */
    CompletionStage<Optional<Message>> message(ConversationId id, long seq);

    /** Who left the conversation as lately as something may wait in an inbox; somebody who is back may be among them. */
    CompletionStage<List<Departure>> departures(ConversationId id);
}
