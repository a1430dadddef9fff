package org.messageroaming.localstack;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a Cassandra node listens and whom it has for neighbours, with what its configuration owes to that.
 *
 * @param address an IP address of this machine, for clients and for other nodes
 * @param storagePort TCP port for traffic between nodes, the same on all nodes of a ring
 * @param settings entries of cassandra.yaml
 * @param properties system properties of its JVM, {@code name=value}
 */
record CassandraPlace(String address, int storagePort, Map<String, String> settings, List<String> properties) {

    CassandraPlace {
        settings = Map.copyOf(settings);
        properties = List.copyOf(properties);
    }

    /** A node without others: it has no one to wait for, nobody to keep hints for, and it need not flush its system tables. */
    static CassandraPlace alone(int storagePort) {
        return new CassandraPlace(
                Endpoint.LOOPBACK,
                storagePort,
                Map.of(
                        "seed_provider", seeds(List.of(Endpoint.LOOPBACK), storagePort),
                        "commitlog_sync", "periodic",
                        "commitlog_sync_period", "10000ms",
                        "hinted_handoff_enabled", "false"),
                List.of(
                        "cassandra.skip_wait_for_gossip_to_settle=0",
                        "cassandra.ring_delay_ms=100",
                        "cassandra.superuser_setup_delay_ms=0",
                        "cassandra.unsafesystem=true"));
    }

    /**
     * A node of a ring. Its token is given and nothing is streamed to it, so that all may start at once. Every node is a seed:
     * one that starts while the others are down goes on without them after the ring delay, where any other node would give up.
     * A write is on disk before it is acknowledged, because a killed node that forgot a promise of Paxos would break it.
     *
     * @param addresses of all nodes
     * @param index which of them this one is
     */
    static CassandraPlace inRing(List<String> addresses, int index, int storagePort) {
        return new CassandraPlace(
                addresses.get(index),
                storagePort,
                Map.of(
                        "seed_provider", seeds(addresses, storagePort),
                        "initial_token", Long.toString(token(index, addresses.size())),
                        "auto_bootstrap", "false",
                        "commitlog_sync", "batch",
                        "hinted_handoff_enabled", "true"),
                List.of(
                        "cassandra.skip_wait_for_gossip_to_settle=0",
                        "cassandra.ring_delay_ms=5000",
                        "cassandra.consistent.rangemovement=false"));
    }

    /** The middle of the index-th of equal parts of Murmur3's range, which is that of {@code long}. */
    private static long token(int index, int nodes) {
        long part = Long.MAX_VALUE / nodes * 2;
        return Long.MIN_VALUE + part * index + part / 2;
    }

    private static String seeds(List<String> addresses, int storagePort) {
        String list =
                addresses.stream().map(address -> address + ":" + storagePort).collect(Collectors.joining(","));
        return "[{class_name: org.apache.cassandra.locator.SimpleSeedProvider, parameters: [{seeds: \"" + list
                + "\"}]}]";
    }
}
