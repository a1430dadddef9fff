package org.messageroaming.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An inbox entry's identity: delivering the same one to the same inbox again adds nothing.
 *
 * @param value a well-formed {@link Identifier}
 */
public record EntryId(@JsonValue String value) implements Identifier, Comparable<EntryId> {

    /** @throws InvalidValueException when {@code value} is not a well-formed identifier */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EntryId {
        Identifier.requireWellFormed("entryId", value);
    }

    @Override
    public int compareTo(EntryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
