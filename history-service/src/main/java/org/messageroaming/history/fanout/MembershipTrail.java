package org.messageroaming.history.fanout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.model.UserId;

/**
 * The membership events of a shard that lie before the fan-out, so that a conversation's members can be worked out as they were
 * at the position it has reached, from a state that is further on: by undoing what came between.
 */
final class MembershipTrail {
    private final Deque<At> events = new ArrayDeque<>();
    private long scannedTo;

    private record At(long position, int index, Event event) {}

    /** @param position the trail begins after this position (exclusive) */
    MembershipTrail(long position) {
        this.scannedTo = position;
    }

    /** Up to which position (inclusive) the journal has been looked through. */
    long scannedTo() {
        return scannedTo;
    }

    /** Takes in the next entry. */
    void scan(Entry entry) {
        if (entry.position() <= scannedTo) {
            return;
        }
        for (int i = 0; i < entry.events().size(); i++) {
            Event event = entry.events().get(i);
            boolean erasure = event instanceof Event.MemberErased erased && erased.wasMember();
            if (event instanceof Event.MemberJoined || event instanceof Event.MemberLeft || erasure) {
                events.addLast(new At(entry.position(), i, event));
            }
        }
        scannedTo = entry.position();
    }

    /** Forgets what the fan-out has passed. */
    void passed(long position) {
        while (!events.isEmpty() && events.getFirst().position() <= position) {
            events.removeFirst();
        }
    }

    /**
     * The members just before an event.
     *
     * @param later the conversation as the tables show it: at the event or after it, perhaps with members of entries that follow;
     *     undoing what is not in it yet changes nothing. The trail has been scanned to the journal's end since
     * @param position the event's position
     * @param index the event's index within its entry
     */
    Set<UserId> membersBefore(Conversation later, long position, int index) {
        List<At> between = new ArrayList<>();
        for (At at : events) {
            boolean fromHere = at.position() > position || (at.position() == position && at.index() >= index);
            if (fromHere && at.event().conversationId().equals(later.id())) {
                between.add(at);
            }
        }
        Collections.reverse(between);
        Set<UserId> members = new HashSet<>(later.members().keySet());
        for (At at : between) {
            if (at.event() instanceof Event.MemberJoined joined) {
                members.remove(joined.membership().userId());
            } else if (at.event() instanceof Event.MemberLeft left) {
                members.add(left.membership().userId());
            } else if (at.event() instanceof Event.MemberErased erased) {
                members.add(erased.userId());
            }
        }
        return members;
    }
}
