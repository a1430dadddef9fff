package org.messageroaming.history.conversation;

import java.util.List;
import java.util.Set;
import org.messageroaming.history.replica.Command;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.Facts;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Identifier;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.ConflictException;

/** Creates a conversation; the same again changes nothing. */
record CreateConversation(
        ConversationId conversationId, ConversationKind kind, HistoryVisibility historyVisibility, List<UserId> members)
        implements Command<Result<Conversation>> {

    @Override
    public Facts facts() {
        return Facts.NONE;
    }

    @Override
    public int size() {
        return members.size() * Identifier.MAX_LENGTH;
    }

    @Override
    public Result<Conversation> decide(Draft draft) {
        Conversation existing = draft.conversation();
        if (existing == null) {
            draft.emit(new Event.ConversationCreated(conversationId, kind, historyVisibility, draft.now(), members));
            return new Result<>(Result.require(draft.conversation()), true);
        }
        boolean same = existing.kind() == kind
                && existing.historyVisibility() == historyVisibility
                && existing.members().keySet().equals(Set.copyOf(members));
        if (!same) {
            throw ConflictException.state(
                    "The conversation exists with another kind, historyVisibility or other current members");
        }
        return new Result<>(existing, false);
    }
}
