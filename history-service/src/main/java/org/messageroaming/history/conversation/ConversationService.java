package org.messageroaming.history.conversation;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.HiddenMessages;
import org.messageroaming.history.timeline.ReaderView;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.NotFoundException;
import org.messageroaming.model.problem.RequestRejectedException;

/**
 * Conversations and memberships. Every method throws {@link org.messageroaming.model.problem.StoreUnavailableException} when the
 * store does not answer in time.
 */
public final class ConversationService {
    private final Replicas replicas;
    private final ConversationStore store;
    private final HiddenMessages hidden;
    private final StoreCalls calls;
    private final ConversationProperties properties;

    ConversationService(
            Replicas replicas,
            ConversationStore store,
            HiddenMessages hidden,
            StoreCalls calls,
            ConversationProperties properties) {
        this.replicas = replicas;
        this.store = store;
        this.hidden = hidden;
        this.calls = calls;
        this.properties = properties;
    }

    /**
     * Creates a conversation; the same again changes nothing.
     *
     * @param members exactly two different ones for {@code DIRECT}, at most the configured number for {@code GROUP}
     * @throws RequestRejectedException when the members do not fit the kind
     * @throws org.messageroaming.model.problem.ConflictException when it exists otherwise
     */
    public Result<Conversation> create(
            ConversationId id, ConversationKind kind, HistoryVisibility visibility, List<UserId> members) {
        List<UserId> distinct = List.copyOf(new LinkedHashSet<>(members));
        if (distinct.size() != members.size()) {
            throw RequestRejectedException.invalid("members must not name a user twice");
        }
        if (kind == ConversationKind.DIRECT && members.size() != 2) {
            throw RequestRejectedException.invalid("members must name exactly 2 users for DIRECT");
        }
        if (members.size() > properties.maxMembers()) {
            throw RequestRejectedException.invalid("members must name at most " + properties.maxMembers() + " users");
        }
        return replicas.execute(new CreateConversation(id, kind, visibility, distinct));
    }

    /**
     * Makes a user a member.
     *
     * @param joinedAt from when on the user sees what was sent, not in the future; null for what is appended from now on
     * @throws NotFoundException when there is no such conversation
     * @throws org.messageroaming.model.problem.ConflictException when it is full
     */
    public Result<Membership> join(ConversationId id, UserId user, @Nullable Instant joinedAt) {
        return replicas.execute(new Join(id, user, joinedAt, properties));
    }

    /**
     * Ends a membership; whoever is no member stays none.
     *
     * @throws NotFoundException when there is no such conversation
     */
    public void leave(ConversationId id, UserId user) {
        replicas.execute(new Leave(id, user));
    }

    /** @throws NotFoundException when there is no such conversation */
    public ConversationHead head(ConversationId id) {
        return calls.ask(() -> store.head(id)).orElseThrow(NotFoundException::conversation);
    }

    /**
     * A conversation as a user sees it who belongs to it or once did.
     *
     * @throws NotFoundException when there is no such conversation or the user never belonged to it
     */
    public MemberView view(ConversationId id, UserId user) {
        Optional<MemberView> view = calls.ask(() -> store.memberView(id, user));
        return view.orElseThrow(NotFoundException::conversation);
    }

    /** Whether a user was a member when this instance last looked; never asks the store. */
    public boolean isKnownMember(ConversationId id, UserId user) {
        Conversation known = replicas.known(id);
        return known != null && known.members().get(user) != null;
    }

    /** The current members by user id ascending; empty also when there is no such conversation. */
    public List<Membership> members(ConversationId id) {
        return calls.ask(() -> store.members(id));
    }

    /** What a user sees of a conversation. */
    public ReaderView reader(MemberView view) {
        Membership membership = view.membership();
        return new ReaderView(
                view.head().conversationId(),
                membership.userId(),
                view.visible(),
                membership.marks().lastDeleted(),
                hidden,
                calls::ask);
    }

    /** What a service sees of a conversation: everything. */
    public ReaderView fullReader(ConversationHead head) {
        List<SeqRange> all = head.lastSeq() == 0 ? List.of() : List.of(new SeqRange(1, head.lastSeq()));
        return new ReaderView(head.conversationId(), null, all, 0, hidden, calls::ask);
    }
}
