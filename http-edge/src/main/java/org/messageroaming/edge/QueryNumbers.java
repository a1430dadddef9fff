package org.messageroaming.edge;

import org.messageroaming.model.InvalidValueException;
import org.messageroaming.model.Sequence;

/** Numbers in a query: plain decimal digits, nothing else. */
public final class QueryNumbers {
    private static final int LONGEST = 16;

    private QueryNumbers() {}

    static Sequence sequence(String text) {
        if (!isDigits(text)) {
            throw new InvalidValueException("seq", "must be an integer from 1 to " + Sequence.MAX);
        }
        return new Sequence(Long.parseLong(text));
    }

    /**
     * Reads a number of a query.
     *
     * @param name the parameter's name
     * @param min the least value, inclusive
     * @param max the greatest value, inclusive
     * @throws InvalidValueException when {@code text} is no integer from {@code min} to {@code max}
     */
    public static int between(String name, String text, int min, int max) {
        long value = isDigits(text) ? Long.parseLong(text) : -1;
        if (value < min || value > max) {
            throw new InvalidValueException(name, "must be an integer from " + min + " to " + max);
        }
        return (int) value;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
