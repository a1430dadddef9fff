package org.messageroaming.edge;

import org.jspecify.annotations.Nullable;
import org.messageroaming.model.InvalidValueException;

/** For the compact constructors of request records: a field that JSON left out arrives as null. */
public final class RequiredField {

    private RequiredField() {}

    /**
     * Returns {@code value} unchanged.
     *
     * @param name the field as the API names it
     * @throws InvalidValueException when it is null
     */
    public static <T> T require(String name, @Nullable T value) {
        if (value == null) {
            throw new InvalidValueException(name, "is required");
        }
        return value;
    }
}
