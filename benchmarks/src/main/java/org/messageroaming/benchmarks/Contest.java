package org.messageroaming.benchmarks;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.messageroaming.benchmarks.stack.Stack;

/** The work and its limit, ready to be measured. */
@FunctionalInterface
public interface Contest {

    /**
     * Measures both once.
     *
     * @param slice for how long each is measured
     * @param swapped whether the limit comes first, where they are measured one after the other
     * @throws Exception when one of them fails
     */
    Sample round(Duration slice, boolean swapped) throws Exception;

    /** Something that is measured by keeping it busy. */
    @FunctionalInterface
    interface Measured {
        /**
         * Keeps it busy for that long.
         *
         * @return what is compared, in the benchmark's unit
         * @throws Exception when it fails
         */
        double over(Duration slice) throws Exception;
    }

    /**
     * Both of one round.
     *
     * @param work what the services did
     * @param limit what is the limit of that
     * @param cost what one of the work's units took of processors, in microseconds by the kind of process; empty where the unit is not
     *     something that is done
     */
    record Sample(double work, double limit, Map<String, Double> cost) {
        /** Copies the map, and orders it by kind, so that what is written twice is the same. */
        public Sample {
            cost = Collections.unmodifiableMap(new TreeMap<>(cost));
        }

        /** One whose cost was not looked at. */
        public Sample(double work, double limit) {
            this(work, limit, Map.of());
        }

        /** The work as a part of the limit. */
        public double ratio() {
            return work / limit;
        }
    }

    /** The two in turns, so that what else the machine does hits both. */
    static Contest alternating(Measured work, Measured limit) {
        return (slice, swapped) -> {
            if (swapped) {
                double ofLimit = limit.over(slice);
                return new Sample(work.over(slice), ofLimit);
            }
            double ofWork = work.over(slice);
            return new Sample(ofWork, limit.over(slice));
        };
    }

    /**
     * The same for what is done so many times a second, and what that costs, until all of it is done. What starts and ends the load is in
     * the cost.
     */
    static Contest alternating(Stack stack, Measured work, Measured limit) {
        return (slice, swapped) -> {
            Map<String, Double> cost = new HashMap<>();
            Measured observed = duration -> {
                Map<String, Double> before = stack.processors().now();
                double perSecond = work.over(duration);
                stack.settle();
                double done = perSecond * duration.toMillis() / 1000;
                stack.processors()
                        .now()
                        .forEach((kind, time) -> cost.put(kind, (time - before.getOrDefault(kind, 0.0)) / done));
                return perSecond;
            };
            Sample sample = alternating(observed, limit).round(slice, swapped);
            return new Sample(sample.work(), sample.limit(), cost);
        };
    }
}
