package org.messageroaming.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A place in a dense sequence: a message's in its conversation, or an entry's in its inbox.
 *
 * @param value 1 to {@value #MAX}, both inclusive, so that every JSON reader holds it exactly
 */
public record Sequence(@JsonValue long value) implements Comparable<Sequence> {

    /** The greatest sequence, 2^53 - 1: the greatest integer that an IEEE double counts up to without holes. */
    public static final long MAX = (1L << 53) - 1;

    /** The first sequence. */
    public static final Sequence FIRST = new Sequence(1);

    /** @throws InvalidValueException when {@code value} is not from 1 to {@value #MAX} */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Sequence {
        if (value < 1 || value > MAX) {
            throw new InvalidValueException("seq", "must be an integer from 1 to " + MAX);
        }
    }

    @Override
    public int compareTo(Sequence other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
