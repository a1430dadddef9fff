package org.messageroaming.benchmarks.load;

/**
 * How a service took the load.
 *
 * @param responses how many answers came
 * @param status4xx how many of them said that the request was wrong, or too much
 * @param status5xx how many of them said that the service could not
 * @param invalid how many of them were no success, whatever they said
 * @param connectionErrors how many requests got no answer because their connection ended
 * @param timeouts how many requests got no answer in time
 * @param internalErrors how many requests the load generator itself failed at
 * @param blockedNanos how long requests waited for a connection, all together, in nanoseconds; no answer's time has it in it
 * @param p50Nanos half of the answers took no longer than this, in nanoseconds
 * @param maxNanos no answer took longer than this, in nanoseconds
 */
public record LoadResult(
        long responses,
        long status4xx,
        long status5xx,
        long invalid,
        long connectionErrors,
        long timeouts,
        long internalErrors,
        long blockedNanos,
        long p50Nanos,
        long maxNanos) {

    /** One request in so many may lose its connection: a server may close one just when a request is sent. */
    private static final long TOLERATED = 1000;
    /** Waiting for a connection may be at most so small a part of a time that is told. */
    private static final long NEGLIGIBLE = 100;

    /** @throws IllegalStateException unless it was answered, and each answer was a success */
    LoadResult requireSuccess() {
        // A request that lost its connection counts as invalid, too.
        boolean failed = responses == 0 || invalid > connectionErrors || timeouts + internalErrors > 0;
        if (failed || connectionErrors * TOLERATED > responses) {
            throw new IllegalStateException("requests failed: " + this);
        }
        return this;
    }

    /** @throws IllegalStateException when requests waited for a connection for longer than can be left out of their time */
    LoadResult requireSentWhenDue() {
        if (blockedNanos / responses > p50Nanos / NEGLIGIBLE) {
            throw new IllegalStateException("requests were not sent when they were due: " + this);
        }
        return this;
    }
}
