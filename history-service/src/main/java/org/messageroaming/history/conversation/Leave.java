package org.messageroaming.history.conversation;

import org.messageroaming.history.replica.Command;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.Facts;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Identifier;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.NotFoundException;

/** Ends a membership; whoever is no member stays none. */
record Leave(ConversationId conversationId, UserId user) implements Command<Boolean> {

    @Override
    public Facts facts() {
        return Facts.NONE;
    }

    @Override
    public int size() {
        return Identifier.MAX_LENGTH;
    }

    /** Returns whether the user was a member until now. */
    @Override
    public Boolean decide(Draft draft) {
        Conversation conversation = draft.conversation();
        if (conversation == null) {
            throw NotFoundException.conversation();
        }
        Membership current = conversation.members().get(user);
        if (current == null) {
            return false;
        }
        draft.emit(new Event.MemberLeft(conversationId, current.left(draft.now(), conversation.lastSeq())));
        return true;
    }
}
