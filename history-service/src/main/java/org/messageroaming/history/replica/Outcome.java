package org.messageroaming.history.replica;

import java.util.List;
import java.util.Set;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.UserId;

/**
 * What an entry comes to, in the terms of the read tables.
 *
 * @param position the entry's journal position, the write timestamp of all its rows
 * @param messages the messages that it appended, by conversation and sequence ascending
 * @param conversations each conversation that it touched, once, as it is after the entry
 */
public record Outcome(long position, List<Event.MessageAppended> messages, List<Touched> conversations) {

    /** Copies the lists. */
    public Outcome {
        messages = List.copyOf(messages);
        conversations = List.copyOf(conversations);
    }

    /**
     * A conversation after an entry.
     *
     * @param after its state
     * @param joinedOrStayed users whose membership the entry changed and who are members now
     * @param left resulting memberships of users who are no members any more
     */
    public record Touched(Conversation after, Set<UserId> joinedOrStayed, List<Membership> left) {
        /** Copies the collections. */
        public Touched {
            joinedOrStayed = Set.copyOf(joinedOrStayed);
            left = List.copyOf(left);
        }
    }
}
