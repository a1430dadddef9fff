package org.messageroaming.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A person with any number of devices: the {@code sub} of a user's token.
 *
 * @param value a well-formed {@link Identifier}
 */
public record UserId(@JsonValue String value) implements Identifier, Comparable<UserId> {

    /** @throws InvalidValueException when {@code value} is not a well-formed identifier */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        Identifier.requireWellFormed("userId", value);
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
