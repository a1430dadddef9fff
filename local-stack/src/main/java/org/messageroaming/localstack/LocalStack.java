package org.messageroaming.localstack;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A Redis and a Cassandra for one run. They are started here, unless {@code ROAMING_REDIS_ADDRESS} or
 * {@code ROAMING_CASSANDRA_ADDRESS} names one that runs already, or {@code ROAMING_STACK=testcontainers} asks for containers.
 */
public final class LocalStack implements AutoCloseable {

    /** How much sooner than this JVM a server may act on a signal that was sent to both. */
    private static final Duration SIGNAL_SPREAD = Duration.ofSeconds(1);

    private final Lease redis;
    private final Lease cassandra;

    private LocalStack(Lease redis, Lease cassandra) {
        this.redis = redis;
        this.cassandra = cassandra;
    }

    /**
     * Starts both and waits until both answer.
     *
     * @throws LocalStackException if one cannot be started; the other is stopped then
     */
    public static LocalStack start(LocalStackOptions options) {
        JvmShutdown.watch();
        Settings settings = Settings.ofThisJvm();
        Lease redis = redis(settings, options);
        try {
            return new LocalStack(redis, cassandra(settings, options));
        } catch (RuntimeException e) {
            redis.release().run();
            throw e;
        }
    }

    private static Lease redis(Settings settings, LocalStackOptions options) {
        return settings.address(Settings.REDIS_ADDRESS)
                .map(address ->
                        Lease.configured(Settings.REDIS_ADDRESS, address, Probe.redis(address), options.progress()))
                .orElseGet(() -> settings.wantsTestcontainers()
                        ? Containers.redis()
                        : Lease.own(RedisServer.start(options.redis())));
    }

    private static Lease cassandra(Settings settings, LocalStackOptions options) {
        return settings.address(Settings.CASSANDRA_ADDRESS)
                .map(address -> Lease.configured(
                        Settings.CASSANDRA_ADDRESS, address, Probe.cassandra(address), options.progress()))
                .orElseGet(() -> settings.wantsTestcontainers()
                        ? Containers.cassandra()
                        : Lease.own(CassandraServer.start(options.cassandra())));
    }

    /** Where Redis listens. */
    public Endpoint redis() {
        return redis.endpoint();
    }

    /** Where Cassandra listens for CQL. */
    public Endpoint cassandra() {
        return cassandra.endpoint();
    }

    /**
     * Completes with the name of the server that ended first by itself. Servers that were not started here are not watched, and
     * those that end with this JVM, such as by a Ctrl-C, which reaches them too, do not count.
     */
    public CompletableFuture<String> onServerExit() {
        return redis.ended()
                .thenApply(ended -> "Redis")
                .applyToEither(cassandra.ended().thenApply(ended -> "Cassandra"), name -> name)
                .thenComposeAsync(name -> JvmShutdown.beginsWithin(SIGNAL_SPREAD)
                        ? new CompletableFuture<>()
                        : CompletableFuture.completedFuture(name));
    }

    /** Stops what was started here and deletes temporary files. Closing twice is harmless. */
    @Override
    public void close() {
        try {
            cassandra.release().run();
        } finally {
            redis.release().run();
        }
    }
}
