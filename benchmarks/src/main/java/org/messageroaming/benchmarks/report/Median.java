package org.messageroaming.benchmarks.report;

import java.util.Collection;

/** The middle of several values. */
public final class Median {
    private Median() {}

    /** The middle one, or the mean of the middle two. */
    public static double of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
