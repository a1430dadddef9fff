package org.messageroaming.history.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.replica.Command;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.Facts;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Identifier;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.ConflictException;
import org.messageroaming.model.problem.NotFoundException;
import org.messageroaming.model.problem.RequestRejectedException;

/** Makes a user a member, from now on or from a given time on. A current member stays as it is. */
record Join(
        ConversationId conversationId,
        UserId user,
        @Nullable Instant joinedAt,
        ConversationProperties limits) implements Command<Result<Membership>> {

    @Override
    public Facts facts() {
        return Facts.ofJoin(user, joinedAt);
    }

    @Override
    public int size() {
        return Identifier.MAX_LENGTH;
    }

    @Override
    public Result<Membership> decide(Draft draft) {
        Conversation conversation = draft.conversation();
        if (conversation == null) {
            throw NotFoundException.conversation();
        }
        Membership current = conversation.members().get(user);
        if (current != null) {
            return new Result<>(current, false);
        }
        requireRoom(conversation);
        Instant at = joinedAt == null ? draft.now() : joinedAt;
        if (at.isAfter(draft.now())) {
            throw RequestRejectedException.invalid("joinedAt must not be in the future");
        }
        long afterSeq = joinedAt == null ? conversation.lastSeq() : draft.countBefore();
        Membership former = draft.formerMembership(user);
        Membership joined = former == null ? Membership.joined(user, at, afterSeq) : former.rejoined(at, afterSeq);
        if (joined.ranges().size() > limits.maxIntervals()) {
            throw ConflictException.state("userId has left and rejoined " + limits.maxIntervals() + " times");
        }
        draft.emit(new Event.MemberJoined(conversationId, joined));
        return new Result<>(joined, true);
    }

    private void requireRoom(Conversation conversation) {
        if (conversation.kind() == ConversationKind.DIRECT && isFull(conversation, 2)) {
            throw ConflictException.state("A DIRECT conversation has two members");
        }
        if (isFull(conversation, limits.maxMembers())) {
            throw ConflictException.state("The conversation has the most members allowed, " + limits.maxMembers());
        }
    }

    private static boolean isFull(Conversation conversation, int limit) {
        return conversation.members().size() >= limit;
    }
}
