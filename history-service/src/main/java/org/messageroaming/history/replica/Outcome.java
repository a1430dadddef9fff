package org.messageroaming.history.replica;

import java.util.List;
import java.util.Set;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/**
 * What an entry comes to, in the terms of the read tables. No row is named twice with different values, since all writes of an
 * entry carry the same timestamp.
 *
 * @param position the entry's journal position, the write timestamp of all its rows
 * @param appended the appends, by conversation and sequence ascending
 * @param messages the messages that were appended or changed, each once, as they are after the entry
 * @param operations the operations, in order
 * @param erasures the recalls of erased users' messages, in order
 * @param conversations each conversation that it touched, once, as it is after the entry
 */
public record Outcome(
        long position,
        List<Event.MessageAppended> appended,
        List<Message> messages,
        List<Event.OperationApplied> operations,
        List<Event.OperationApplied> erasures,
        List<Touched> conversations) {

    /** Copies the lists. */
    public Outcome {
        appended = List.copyOf(appended);
        messages = List.copyOf(messages);
        operations = List.copyOf(operations);
        erasures = List.copyOf(erasures);
        conversations = List.copyOf(conversations);
    }

    /**
     * A conversation after an entry.
     *
     * @param after its state
     * @param changed users whose membership the entry changed and who are members now
     * @param acted those of them who joined, or did something that counts in their membership: the conversation must not tell of it
     *     before their memberships do
     * @param joined users who became members, though they may have left again, and those in whose name old messages were imported
     * @param left resulting memberships of users who are no members any more
     * @param erased users of whose memberships until then nothing may be left, whether they joined again in the entry or not
     */
    public record Touched(
            Conversation after,
            Set<UserId> changed,
            Set<UserId> acted,
            Set<UserId> joined,
            List<Membership> left,
            Set<UserId> erased) {
        /** Copies the collections. */
        public Touched {
            changed = Set.copyOf(changed);
            acted = Set.copyOf(acted);
            joined = Set.copyOf(joined);
            left = List.copyOf(left);
            erased = Set.copyOf(erased);
        }
    }
}
