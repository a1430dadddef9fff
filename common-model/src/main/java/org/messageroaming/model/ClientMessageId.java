package org.messageroaming.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What the sending client calls a message: unique per sender and conversation, and the same on every retry.
 *
 * @param value a well-formed {@link Identifier}
 */
public record ClientMessageId(@JsonValue String value) implements Identifier, Comparable<ClientMessageId> {

    /** @throws InvalidValueException when {@code value} is not a well-formed identifier */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ClientMessageId {
        Identifier.requireWellFormed("clientMessageId", value);
    }

    @Override
    public int compareTo(ClientMessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
