package org.messageroaming.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What kind of content a message or a notification has, such as {@code text} or {@code image}. Clients choose the names; the
 * server passes them on.
 *
 * @param value 1 to {@value #MAX_LENGTH} printable ASCII characters without white space
 */
public record MessageType(@JsonValue String value) {

    /** The longest name, in characters, inclusive. */
    public static final int MAX_LENGTH = 64;

    /** @throws InvalidValueException when {@code value} is empty, too long, or not printable ASCII */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MessageType {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new InvalidValueException(
                    "type", "must be 1 to " + MAX_LENGTH + " printable ASCII characters without white space");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
