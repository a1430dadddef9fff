package org.messageroaming.localstack;

/**
 * A Redis and a Cassandra for the tests of a build: started by the first test JVM that asks, used by all later ones, in whatever
 * module, and ended when Maven ends, however it ends. Outside of Maven they end with this JVM. Redis does not wait for Cassandra.
 *
 * <p>Tests share the data: let each choose keys and keyspaces of its own, and never stop, pause or flush these servers. A test
 * that wants to starts its own {@link RedisServer} or {@link CassandraServer}.
 */
public final class SharedStack {

    private SharedStack() {}

    /**
     * Where the shared Redis listens; starts it if need be.
     *
     * @throws LocalStackException if it cannot be started, which is to fail the test
     */
    public static Endpoint redis() {
        return SharedServer.REDIS.endpoint();
    }

    /**
     * Where the shared Cassandra listens for CQL; starts it if need be, which takes about ten seconds.
     *
     * @throws LocalStackException if it cannot be started, which is to fail the test
     */
    public static Endpoint cassandra() {
        return SharedServer.CASSANDRA.endpoint();
    }
}
