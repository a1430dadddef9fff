package org.messageroaming.history.replica;

import java.util.function.Function;
import org.messageroaming.model.ConversationId;

/** A command that is decided by a function. */
public record TestCommand<R>(ConversationId conversationId, Facts facts, Function<Draft, R> decision)
        implements Command<R> {

    /** One that needs to know nothing but the conversation. */
    public TestCommand(ConversationId conversationId, Function<Draft, R> decision) {
        this(conversationId, Facts.NONE, decision);
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public R decide(Draft draft) {
        return decision.apply(draft);
    }
}
