package org.messageroaming.localstack;

import org.testcontainers.cassandra.CassandraContainer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** The servers in Docker containers, for {@code ROAMING_STACK=testcontainers}. Only this class needs Testcontainers. */
final class Containers {

    private static final int REDIS_PORT = 6379;
    private static final int CQL_PORT = 9042;

    private Containers() {}

    static Lease redis() {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse("redis:7.4-alpine"))
                .withCommand(
                        "redis-server",
                        "--appendonly",
                        "yes",
                        "--maxmemory-policy",
                        "noeviction",
                        "--set-max-intset-entries",
                        "1024")
                .withExposedPorts(REDIS_PORT);
        return lease("Redis", container, REDIS_PORT);
    }

    static Lease cassandra() {
        return lease("Cassandra", new CassandraContainer("cassandra:5.0"), CQL_PORT);
    }

    private static Lease lease(String name, GenericContainer<?> container, int port) {
        try {
            container.start();
        } catch (RuntimeException e) {
            container.stop();
            throw new LocalStackException(
                    name + " cannot be started in a container (" + e.getMessage()
                            + "): start Docker, or unset ROAMING_STACK to do without.",
                    e);
        }
        return Lease.foreign(new Endpoint(container.getHost(), container.getMappedPort(port)), container::stop);
    }
}
