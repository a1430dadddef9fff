package org.messageroaming.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What the requesting client calls an operation: unique per conversation, and the same on every retry.
 *
 * @param value a well-formed {@link Identifier}
 */
public record OperationId(@JsonValue String value) implements Identifier, Comparable<OperationId> {

    /** @throws InvalidValueException when {@code value} is not a well-formed identifier */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OperationId {
        Identifier.requireWellFormed("operationId", value);
    }

    @Override
    public int compareTo(OperationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
