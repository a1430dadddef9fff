package org.messageroaming.history.message;

import org.messageroaming.model.Message;
import org.messageroaming.model.problem.RoamingException;

/** What became of one message of an append. */
public sealed interface AppendOutcome {

    /** It has its place; {@code isNew} is false when it already had, from an earlier attempt. */
    record Placed(Message message, boolean isNew) implements AppendOutcome {}

    /** It was refused, and nothing of it is stored. */
    record Refused(RoamingException reason) implements AppendOutcome {}
}
