package org.messageroaming.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A one-to-one conversation or a group.
 *
 * @param value a well-formed {@link Identifier}
 */
public record ConversationId(@JsonValue String value) implements Identifier, Comparable<ConversationId> {

    /** @throws InvalidValueException when {@code value} is not a well-formed identifier */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ConversationId {
        Identifier.requireWellFormed("conversationId", value);
    }

    @Override
    public int compareTo(ConversationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
