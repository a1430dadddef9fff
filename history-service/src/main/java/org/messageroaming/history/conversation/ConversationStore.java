package org.messageroaming.history.conversation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/** Conversations as they are read. What was answered to anybody once is seen from then on, through every instance. */
public interface ConversationStore {

    /** A conversation without its members. */
    CompletionStage<Optional<ConversationHead>> head(ConversationId id);

    /** A conversation as one user sees it, in one read for a current member and two for others; empty when it never belonged. */
    CompletionStage<Optional<MemberView>> memberView(ConversationId id, UserId user);

    /** The current members by user id ascending; empty also when there is no such conversation. */
    CompletionStage<List<Membership>> members(ConversationId id);
}
