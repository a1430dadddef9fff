package org.messageroaming.benchmarks.load;

/**
 * How a service took the load.
 *
 * @param responses how many answers came
 * @param invalid how many of them were no success
 * @param errors how many requests got no answer
 * @param blockedNanos how long requests waited for a connection in all
 * @param p50Nanos half of the answers took no longer than this, in nanoseconds
 * @param p99Nanos 99 of 100 answers took no longer than this, in nanoseconds
 * @param maxNanos no answer took longer than this, in nanoseconds
 */
public record LoadResult(
        long responses, long invalid, long errors, long blockedNanos, long p50Nanos, long p99Nanos, long maxNanos) {

    /** One request in so many may fail: a server may close a connection just when a request is sent. */
    private static final long TOLERATED = 1000;

    /** @throws IllegalStateException unless it was answered with success */
    public LoadResult requireSuccess() {
        if (Math.max(invalid, errors) * TOLERATED >= responses) {
            throw new IllegalStateException("requests failed: " + this);
        }
        return this;
    }
}
