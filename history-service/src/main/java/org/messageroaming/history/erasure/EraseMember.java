package org.messageroaming.history.erasure;

import org.messageroaming.history.replica.Command;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.Facts;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Identifier;
import org.messageroaming.model.UserId;

/**
 * Ends a user's belonging to a conversation as if it had never begun. Also where the user is no member any more, or never was: nothing
 * of what it did comes after the event's position.
 */
record EraseMember(ConversationId conversationId, UserId user) implements Command<Long> {

    @Override
    public Facts facts() {
        return Facts.NONE;
    }

    @Override
    public int size() {
        return Identifier.MAX_LENGTH;
    }

    /** Returns the event's journal position; 0 when there is no such conversation. */
    @Override
    public Long decide(Draft draft) {
        Conversation conversation = draft.conversation();
        if (conversation == null) {
            return 0L;
        }
        draft.emit(new Event.MemberErased(
                conversationId, user, conversation.members().containsKey(user)));
        return draft.position();
    }
}
