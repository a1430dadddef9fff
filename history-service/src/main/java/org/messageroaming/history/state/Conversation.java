package org.messageroaming.history.state;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

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
 * @param changes how many recalls and edits had an effect; the newest one's number
 * @param position the shard's journal position of the newest event that is folded in, from 1
 */
public record Conversation(
        ConversationId id,
        ConversationKind kind,
        HistoryVisibility historyVisibility,
        Instant createdAt,
        long lastSeq,
        @Nullable Instant lastMessageAt,
        PMap<UserId, Membership> members,
        long changes,
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
        PMap<UserId, Membership> members = HashTreePMap.empty();
        for (UserId user : event.members()) {
            members = members.plus(user, Membership.joined(user, event.createdAt(), 0));
        }
        return new Conversation(
                event.conversationId(),
                event.kind(),
                event.historyVisibility(),
                event.createdAt(),
                0,
                null,
                members,
                0,
                position);
    }

    private Conversation after(Event event, long newPosition) {
        if (event instanceof Event.MessageAppended appended) {
            long seq = appended.message().seq().value();
            UserId sender = appended.message().sender();
            return new Conversation(
                    id,
                    kind,
                    historyVisibility,
                    createdAt,
                    seq,
                    appended.message().sentAt(),
                    remark(sender, marks -> marks.readTo(seq)),
                    changes,
                    newPosition);
        }
        if (event instanceof Event.MemberJoined joined) {
            return with(members.plus(joined.membership().userId(), joined.membership()), changes, newPosition);
        }
        if (event instanceof Event.MemberLeft left) {
            return with(members.minus(left.membership().userId()), changes, newPosition);
        }
        if (event instanceof Event.OperationApplied applied) {
            return afterOperation(applied, newPosition);
        }
        if (event instanceof Event.MemberErased erased) {
            return with(members.minus(erased.userId()), changes, newPosition);
        }
        if (event instanceof Event.MessageErased erased) {
            return afterOperation(erased.recall(), newPosition);
        }
        throw new IllegalStateException(
                "an event without a fold: " + event.getClass().getSimpleName());
    }

    /** The members who may not see a message. */
    public List<UserId> hiddenFrom(long seq) {
        return members.values().stream()
                .filter(member -> !SeqRanges.contain(member.permitted(historyVisibility, lastSeq), seq))
                .map(Membership::userId)
                .toList();
    }

    private Conversation afterOperation(Event.OperationApplied applied, long newPosition) {
        if (!applied.hasEffect()) {
            return with(members, changes, newPosition);
        }
        if (applied.message() != null) {
            return with(members, applied.number(), newPosition);
        }
        UnaryOperator<Marks> change = marks -> marks.after(applied.operation(), applied.number(), newPosition);
        return with(remark(applied.operation().actor(), change), changes, newPosition);
    }

    private PMap<UserId, Membership> remark(UserId user, UnaryOperator<Marks> change) {
        Membership membership = members.get(user);
        return membership == null ? members : members.plus(user, membership.marked(change.apply(membership.marks())));
    }

    private Conversation with(PMap<UserId, Membership> newMembers, long newChanges, long newPosition) {
        return new Conversation(
                id, kind, historyVisibility, createdAt, lastSeq, lastMessageAt, newMembers, newChanges, newPosition);
    }
}
