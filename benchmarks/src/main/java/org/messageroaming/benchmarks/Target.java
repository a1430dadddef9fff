package org.messageroaming.benchmarks;

import java.util.Locale;

/**
 * The ratio that is wanted.
 *
 * @param relation on which side of {@code ratio} it is to be
 * @param ratio the bound, which is good enough
 */
public record Target(Relation relation, double ratio) {

    /** The side of the bound. */
    public enum Relation {
        /** Where more is better. */
        AT_LEAST,
        /** Where less is better. */
        AT_MOST
    }

    /** That much or more. */
    public static Target atLeast(double ratio) {
        return new Target(Relation.AT_LEAST, ratio);
    }

    /** That much or less. */
    public static Target atMost(double ratio) {
        return new Target(Relation.AT_MOST, ratio);
    }

    /** Whether a ratio is as wanted. */
    public boolean isMetBy(double measured) {
        return relation == Relation.AT_LEAST ? measured >= ratio : measured <= ratio;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %.2f", relation == Relation.AT_LEAST ? "≥" : "≤", ratio);
    }
}
