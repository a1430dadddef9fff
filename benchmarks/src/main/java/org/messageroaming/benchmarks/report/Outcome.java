package org.messageroaming.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest.Sample;

/**
 * What was measured.
 *
 * @param benchmark of what
 * @param rounds each round's
 */
public record Outcome(Benchmark benchmark, List<Sample> rounds) {

    /** @throws IllegalArgumentException without a round */
    public Outcome {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    /** The median of the work. */
    public double work() {
        return median(Sample::work);
    }

    /** The median of the limit. */
    public double limit() {
        return median(Sample::limit);
    }

    /** The median of the rounds' ratios. */
    public double ratio() {
        return median(Sample::ratio);
    }

    /** The medians of what one unit of the work took of processors, in microseconds by the kind of process. */
    public Map<String, Double> cost() {
        Map<String, Double> cost = new TreeMap<>();
        rounds.get(0)
                .cost()
                .keySet()
                .forEach(kind -> cost.put(
                        kind,
                        median(sample -> Objects.requireNonNull(sample.cost().get(kind)))));
        return cost;
    }

    /** The smallest of the rounds' ratios. */
    public double lowest() {
        return rounds.stream().mapToDouble(Sample::ratio).min().orElseThrow();
    }

    /** The greatest of the rounds' ratios. */
    public double highest() {
        return rounds.stream().mapToDouble(Sample::ratio).max().orElseThrow();
    }

    /** Whether the median ratio is as wanted. */
    public boolean isMet() {
        return benchmark.target().isMetBy(ratio());
    }

    private double median(ToDoubleFunction<Sample> value) {
        return Median.of(rounds.stream().map(value::applyAsDouble).toList());
    }
}
