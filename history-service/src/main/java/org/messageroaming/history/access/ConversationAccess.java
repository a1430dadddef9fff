package org.messageroaming.history.access;

import java.util.function.Supplier;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.history.conversation.ConversationHead;
import org.messageroaming.history.conversation.ConversationService;
import org.messageroaming.history.conversation.MemberView;
import org.messageroaming.history.timeline.ReaderView;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.ForbiddenException;
import org.springframework.stereotype.Component;

/**
 * What membership decides: a stranger is told that there is no such conversation, a former member that it may not.
 *
 * <p>Both a conversation that is not there and one that is somebody else's throw
 * {@link org.messageroaming.model.problem.NotFoundException} after the same reads. A service passes wherever the conversation is.
 */
@Component
public class ConversationAccess {
    private final ConversationService conversations;

    ConversationAccess(ConversationService conversations) {
        this.conversations = conversations;
    }

    /**
     * For services and current members.
     *
     * @throws ForbiddenException to a former member
     */
    public ConversationHead current(Caller caller, ConversationId id) {
        return caller.isService()
                ? conversations.head(id)
                : currentMember(caller, id).head();
    }

    /**
     * For current members; a service is none.
     *
     * @throws ForbiddenException to a former member
     */
    public MemberView currentMember(Caller caller, ConversationId id) {
        MemberView view = conversations.view(id, caller.subject());
        if (!view.membership().isCurrent()) {
            throw new ForbiddenException("This needs a current member of the conversation");
        }
        return view;
    }

    /** For services and whoever ever belonged; whether that is enough is decided at the journal's position. */
    public void belonging(Caller caller, ConversationId id) {
        if (!caller.isService()) {
            conversations.view(id, caller.subject());
        }
    }

    /**
     * The same for what is done all the time: a member whom this instance knows is not looked up first. Should it turn out to be none
     * at the journal's position, it is looked up then, so that one who never belonged, or no longer, is told so.
     */
    public <R> R belonging(Caller caller, ConversationId id, Supplier<R> work) {
        if (caller.isService() || !conversations.isKnownMember(id, caller.subject())) {
            belonging(caller, id);
            return work.get();
        }
        try {
            return work.get();
        } catch (ForbiddenException e) {
            belonging(caller, id);
            throw e;
        }
    }

    /**
     * For services, and for whoever ever belonged about itself.
     *
     * @param userId whom the path names
     * @throws ForbiddenException when a user names somebody else
     */
    public UserId membership(Caller caller, ConversationId id, String userId) {
        belonging(caller, id);
        UserId named = caller.naming(userId);
        caller.requireSelfOrService(named);
        return named;
    }

    /** For services and whoever ever belonged: as much as each may see. */
    public ReaderView reader(Caller caller, ConversationId id) {
        return caller.isService()
                ? conversations.fullReader(conversations.head(id))
                : conversations.reader(conversations.view(id, caller.subject()));
    }
}
