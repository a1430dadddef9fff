package org.messageroaming.history.state;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/**
 * A conversation as it is after a journal position: the fold of its events. Immutable, so that a snapshot costs nothing.
 *
 * @param id its identifier
 * @param kind direct or group
 * @param historyVisibility how far back members may look
 * @param createdAt when it was created
 * @param lastSeq the newest message's sequence; 0 when there is none
 * @param lastMessageAt the newest message's {@code sentAt}; null when there is none
 * @param members the current members
 * @param position the shard's journal position of the newest event that is folded in, from 1
 */
public record Conversation(
        ConversationId id,
        ConversationKind kind,
        HistoryVisibility historyVisibility,
        Instant createdAt,
        long lastSeq,
        @Nullable Instant lastMessageAt,
        Map<UserId, Membership> members,
        long position) {

    /**
     * The state after one more event of an entry.
     *
     * @param before the state until then; null when the conversation did not exist
     * @param position the entry's position; events of one entry are folded in order
     */
    public static Conversation fold(@Nullable Conversation before, Event event, long position) {
        if (event instanceof Event.ConversationCreated created) {
            return before != null ? before : begin(created, position);
        }
        if (before == null) {
            throw new IllegalStateException(
                    "journal position " + position + " continues a conversation that never began");
        }
        return before.after(event, position);
    }

    private static Conversation begin(Event.ConversationCreated event, long position) {
        Map<UserId, Membership> members = new HashMap<>();
        for (UserId user : event.members()) {
            members.put(user, Membership.joined(user, event.createdAt(), 0));
        }
        return new Conversation(
                event.conversationId(),
                event.kind(),
                event.historyVisibility(),
                event.createdAt(),
                0,
                null,
                Map.copyOf(members),
                position);
    }

    private Conversation after(Event event, long newPosition) {
        if (event instanceof Event.MessageAppended appended) {
            return new Conversation(
                    id,
                    kind,
                    historyVisibility,
                    createdAt,
                    appended.message().seq().value(),
                    appended.message().sentAt(),
                    members,
                    newPosition);
        }
        if (event instanceof Event.MemberJoined joined) {
            Map<UserId, Membership> more = new HashMap<>(members);
            more.put(joined.membership().userId(), joined.membership());
            return withMembers(more, newPosition);
        }
        if (event instanceof Event.MemberLeft left) {
            Map<UserId, Membership> fewer = new HashMap<>(members);
            fewer.remove(left.membership().userId());
            return withMembers(fewer, newPosition);
        }
        throw new IllegalStateException(
                "an event without a fold: " + event.getClass().getSimpleName());
    }

    private Conversation withMembers(Map<UserId, Membership> newMembers, long newPosition) {
        return new Conversation(
                id, kind, historyVisibility, createdAt, lastSeq, lastMessageAt, Map.copyOf(newMembers), newPosition);
    }
}
