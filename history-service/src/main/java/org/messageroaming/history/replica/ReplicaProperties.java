package org.messageroaming.history.replica;

import java.time.Duration;
import org.messageroaming.resilience.BreakerProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a replica works.
 *
 * @param maxWaiting how many commands may wait for a shard; more are refused with 503 at once. Above
 *     {@code roaming.http.max-concurrent}, for those whose callers have gone wait as well until the shard's turn ends
 * @param cachedMembers how many conversations and members all shards together keep in memory
 * @param tailEntries how many of its newest entries a shard keeps in memory
 * @param markEvery after how many entries the applied mark is written; as many are applied again after a restart, at most
 * @param storeTimeout how long one step (load, claim, apply) may take before its requests are answered with 503
 * @param requestTimeout how long a request waits for its answer before it gets 503
 * @param threads how many shards can work at the same time; 0 for four a processor. While a shard waits for its turn, what it is to
 *     write next gathers, and goes with one claim: more threads than the processors can keep busy make entries small and dear
 * @param breaker when requests are refused since the store does not answer
 */
@ConfigurationProperties("roaming.history.replica")
public record ReplicaProperties(
        @DefaultValue("500") int maxWaiting,
        @DefaultValue("200000") int cachedMembers,
        @DefaultValue("256") int tailEntries,
        @DefaultValue("64") int markEvery,
        @DefaultValue("5s") Duration storeTimeout,
        @DefaultValue("8s") Duration requestTimeout,
        @DefaultValue("0") int threads,
        @DefaultValue BreakerProperties breaker) {

    private static final int THREADS_A_PROCESSOR = 4;

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public ReplicaProperties {
        require(maxWaiting >= 1, "max-waiting", "at least 1");
        require(cachedMembers >= 1, "cached-members", "at least 1");
        require(tailEntries >= 1, "tail-entries", "at least 1");
        require(markEvery >= 1, "mark-every", "at least 1");
        require(storeTimeout.toMillis() >= 1, "store-timeout", "at least 1ms");
        require(requestTimeout.toMillis() >= 1, "request-timeout", "at least 1ms");
        require(threads >= 0, "threads", "at least 0");
        threads = threads > 0
                ? threads
                : THREADS_A_PROCESSOR * Runtime.getRuntime().availableProcessors();
    }

    private static void require(boolean holds, String property, String range) {
        if (!holds) {
            throw new IllegalArgumentException("roaming.history.replica." + property + " must be " + range);
        }
    }
}
