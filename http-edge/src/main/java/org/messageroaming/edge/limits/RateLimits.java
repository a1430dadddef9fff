package org.messageroaming.edge.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.model.problem.RateLimitedException;

/**
 * How much each caller may ask for. A user's limit is one for all of its devices, a back end's one for all that have its name. A user
 * may also have only so many requests served at the same time, so that slow ones of one user cannot take all places.
 */
public final class RateLimits {
    /** A request that is served as it should be is over by then. */
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(1);

    private final boolean enabled;
    private final InProgress inProgress;
    private final Kind users;
    private final Kind services;

    RateLimits(LimitProperties properties, SharedBuckets shared, TimeMeter clock, MeterRegistry metrics) {
        this.enabled = properties.enabled();
        this.inProgress = new InProgress(
                properties.userConcurrent(),
                "A user may make " + properties.userConcurrent() + " requests at the same time",
                SERVED_WITHIN);
        this.users = new Kind(
                "user",
                new Rate(properties.userPerSecond(), properties.userBurst()),
                properties,
                shared,
                clock,
                metrics);
        this.services = new Kind(
                "service",
                new Rate(properties.servicePerSecond(), properties.serviceBurst()),
                properties,
                shared,
                clock,
                metrics);
    }

    /**
     * Counts a request that is about to be served. Never waits.
     *
     * @throws RateLimitedException when the caller has made too many, lately or at the same time; it is not to be served then
     */
    public void begin(Caller caller) {
        if (!enabled) {
            return;
        }
        String subject = caller.subject().value();
        if (caller.isService()) {
            services.count(subject);
        } else {
            users.count(subject);
            inProgress.begin(subject);
        }
    }

    /** The request that was begun is served, or goes on without a thread. */
    public void end(Caller caller) {
        if (enabled && !caller.isService()) {
            inProgress.end(caller.subject().value());
        }
    }

    /** Callers that have the same limit. */
    private static final class Kind {
        private final String name;
        private final Rate rate;
        private final SharedBuckets shared;
        private final TimeMeter clock;
        private final Counter refused;
        private final Cache<String, Allowance> allowances;

        Kind(
                String name,
                Rate rate,
                LimitProperties properties,
                SharedBuckets shared,
                TimeMeter clock,
                MeterRegistry metrics) {
            this.name = name;
            this.rate = rate;
            this.shared = shared;
            this.clock = clock;
            this.refused = Counter.builder("roaming.http.limited")
                    .description("Requests refused since their caller made too many")
                    .tag("kind", name)
                    .register(metrics);
            // Who was away for so long has all of it back.
            this.allowances = Caffeine.newBuilder()
                    .maximumSize(properties.maxCallers())
                    .expireAfterAccess(rate.refill().multipliedBy(2))
                    .build();
        }

        void count(String subject) {
            Duration wait = allowances
                    .get(subject, id -> new Allowance(name + ":" + id, rate, shared, clock))
                    .take();
            if (!wait.isZero()) {
                refused.increment();
                throw new RateLimitedException(
                        "A " + name + " may make " + rate.perSecond() + " requests a second, and " + rate.burst()
                                + " at once after a pause",
                        wait);
            }
        }
    }
}
