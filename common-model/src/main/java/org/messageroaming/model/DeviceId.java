package org.messageroaming.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One device of a user; unique within that user.
 *
 * @param value a well-formed {@link Identifier}
 */
public record DeviceId(@JsonValue String value) implements Identifier, Comparable<DeviceId> {

    /** @throws InvalidValueException when {@code value} is not a well-formed identifier */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DeviceId {
        Identifier.requireWellFormed("deviceId", value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
