package org.messageroaming.benchmarks;

import java.time.Duration;

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
     */
    record Sample(double work, double limit) {
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
}
