package org.messageroaming.benchmarks.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Something that was measured without a limit beside it.
 *
 * @param survey what it was measured by
 * @param what it says something of
 * @param unit of the values
 * @param values what came out, at least one
 * @param on the day, in UTC
 */
public record Figure(String survey, String what, String unit, List<Double> values, String on) {

    /** @throws IllegalArgumentException without a value */
    public Figure {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    /** One of today. */
    public static Figure today(String survey, String what, String unit, List<Double> values) {
        return new Figure(
                survey, what, unit, values, LocalDate.now(ZoneOffset.UTC).toString());
    }

    double median() {
        return Median.of(values);
    }

    double lowest() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double highest() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
