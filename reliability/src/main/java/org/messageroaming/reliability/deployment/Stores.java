package org.messageroaming.reliability.deployment;

import java.util.Random;
import java.util.function.Supplier;

/**
 * A Redis and a Cassandra of some shape.
 *
 * @param name what they are called in reports
 */
public record Stores(String name, CassandraNodes cassandra, RedisNodes redis) implements AutoCloseable {
    private static final int RING = 3;

    /** Starts one Cassandra node, and a Redis primary with a replica. */
    public static Stores pair() {
        return start("one Cassandra node, Redis primary with replica", 1, new Random(), RedisPair::new);
    }

    /**
     * Starts three Cassandra nodes with three copies of everything, and a Redis Cluster of three masters.
     *
     * @param random draws which node is harmed
     */
    public static Stores ring(Random random) {
        return start(
                "three Cassandra nodes, Redis Cluster of three masters", RING, random, () -> new RedisMasters(random));
    }

    private static Stores start(String name, int nodes, Random random, Supplier<RedisNodes> redis) {
        CassandraNodes cassandra = new CassandraNodes(nodes, random);
        try {
            return new Stores(name, cassandra, redis.get());
        } catch (RuntimeException e) {
            cassandra.close();
            throw e;
        }
    }

    /** Whether Redis has a replica that it can fail over to. */
    public boolean canFailOver() {
        return redis instanceof RedisPair;
    }

    /** Everything runs again. */
    public void heal() {
        cassandra.heal();
        redis.heal();
    }

    @Override
    public void close() {
        redis.close();
        cassandra.close();
    }
}
