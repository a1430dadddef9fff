package org.messageroaming.history.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.messageroaming.history.replica.Command;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.Facts;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;

/**
 * Takes the contents of a user's messages away. Messages of others, and what was recalled before, stay as they are.
 *
 * @param by who asked for it; the stubs name it as who recalled them
 * @param seqs which messages, ascending; at most as many as one entry may hold
 * @param inboxMemory for how long something may wait in an inbox; what is older is not looked for there
 */
record EraseMessages(ConversationId conversationId, UserId user, UserId by, List<Long> seqs, Duration inboxMemory)
        implements Command<EraseMessages.Taken> {

    private static final int STUB = 700;
    /** An event names who may not see its message: in a group that grew late these are thousands, with every message. */
    private static final int MOST_HIDDEN_FROM = 2000;

    EraseMessages {
        seqs = List.copyOf(seqs);
    }

    /**
     * How far it came.
     *
     * @param position the events' journal position, or the last one before
     * @param upTo everything up to this sequence (inclusive) is done
     */
    record Taken(long position, long upTo) {}

    @Override
    public Facts facts() {
        return new Facts(List.of(), Set.of(), null, Set.of(), Set.copyOf(seqs));
    }

    @Override
    public int events() {
        return seqs.size();
    }

    @Override
    public int size() {
        return STUB * seqs.size();
    }

    @Override
    public Taken decide(Draft draft) {
        int names = 0;
        for (long seq : seqs) {
            Message message = draft.message(seq);
            if (message != null && message.sender().equals(user) && message.recalledAt() == null) {
                Event.MessageErased erased = erased(message, Objects.requireNonNull(draft.conversation()), draft.now());
                draft.emit(erased);
                names += erased.recall().hiddenFrom().size();
            }
            if (names > MOST_HIDDEN_FROM) {
                return new Taken(draft.reached(), seq);
            }
        }
        return new Taken(draft.reached(), seqs.get(seqs.size() - 1));
    }

    private Event.MessageErased erased(Message message, Conversation conversation, Instant now) {
        Instant at = now.isBefore(message.sentAt()) ? message.sentAt() : now;
        Instant touched = message.editedAt() == null ? message.sentAt() : message.editedAt();
        boolean mayWait = touched.plus(inboxMemory).isAfter(now);
        Sequence seq = message.seq();
        Operation recall = new Operation.Recall(conversationId, seq, new OperationId("erasure." + seq), by, at);
        List<UserId> hiddenFrom = mayWait ? conversation.hiddenFrom(seq.value()) : List.of();
        return new Event.MessageErased(
                new Event.OperationApplied(
                        recall, "", conversation.changes() + 1, message.recalled(by, at), hiddenFrom),
                mayWait);
    }
}
