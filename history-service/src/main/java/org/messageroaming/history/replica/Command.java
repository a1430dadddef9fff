package org.messageroaming.history.replica;

import org.messageroaming.model.ConversationId;
import org.messageroaming.model.problem.RoamingException;

/**
 * A request to change a conversation. It is decided against the state at a journal position, perhaps several times until its
 * entry is claimed, so deciding must depend on the {@link Draft} alone.
 *
 * @param <R> what the caller is told
 */
public interface Command<R> {

    /** The conversation it is about. */
    ConversationId conversationId();

    /** What it needs to know before it can decide. */
    Facts facts();

    /** About how many events it comes to, from 1. */
    default int events() {
        return Math.max(1, facts().retryKeys().size());
    }

    /** About how many bytes its events take in the journal. */
    int size();

    /**
     * Emits the events that this command comes to, none when everything is as it should be already.
     *
     * @return the answer, given to the caller once the events are claimed and applied
     * @throws RoamingException to refuse; events emitted before are forgotten
     */
    R decide(Draft draft);
}
