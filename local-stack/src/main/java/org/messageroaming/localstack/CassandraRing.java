package org.messageroaming.localstack;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several Cassandra nodes of one data centre, {@code datacenter1}, on 127.0.0.1, 127.0.0.2, … of this machine, all on the same
 * port. They end with this JVM. What breaks a node is done to the node; what brings it back is done here.
 */
public final class CassandraRing implements AutoCloseable {

    private static final String NAME = "Cassandra";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final CassandraRingOptions options;
    private final List<CassandraServer> nodes;

    private CassandraRing(CassandraRingOptions options, List<CassandraServer> nodes) {
        this.options = options;
        this.nodes = new CopyOnWriteArrayList<>(nodes);
    }

    /**
     * Starts all nodes at once and waits until each answers on its CQL port and knows all others to be up and to have their
     * tokens.
     *
     * @throws LocalStackException if it cannot be started; the message names the remedy
     */
    public static CassandraRing start(CassandraRingOptions options) {
        List<String> addresses = IntStream.rangeClosed(1, options.nodes())
                .mapToObj(number -> "127.0.0." + number)
                .toList();
        int port = FreePorts.choose(NAME, options.each().port(), addresses);
        int storagePort = FreePorts.next(addresses);
        List<CassandraGossip> gossip = new ArrayList<>();
        List<Supplier<CassandraServer>> starts = new ArrayList<>();
        for (int i = 0; i < options.nodes(); i++) {
            CassandraOptions node = options.node(i, port);
            CassandraPlace place = CassandraPlace.inRing(addresses, i, storagePort);
            DataFolder folder = DataFolder.open(NAME, node.data(), node.minimumFreeBytes());
            gossip.add(CassandraGossip.fromNow(CassandraServer.log(folder)));
            starts.add(() -> folder.start(fresh -> CassandraServer.start(node, place, Owner.thisJvm(), fresh)));
        }
        CassandraRing ring = new CassandraRing(options, AtOnce.start(starts));
        try {
            ring.awaitUp(ring.indexes(), gossip);
            return ring;
        } catch (LocalStackException e) {
            ring.close();
            throw e;
        }
    }

    /** How many nodes it has, also those that are down. */
    public int size() {
        return nodes.size();
    }

    /**
     * A node, to be killed, stopped, paused or resumed.
     *
     * @param index from 0; after it was started again the same index names another object
     */
    public CassandraServer node(int index) {
        return nodes.get(index);
    }

    /** Where the nodes listen for CQL, in their order, also those that are down. */
    public List<Endpoint> endpoints() {
        return nodes.stream().map(Server::endpoint).toList();
    }

    /** The replication map in CQL of a keyspace with a copy on every node. */
    public String replication() {
        return "{'class': 'NetworkTopologyStrategy', 'datacenter1': " + nodes.size() + "}";
    }

    /**
     * Starts a node again, on the same files; one that still runs is stopped first. Returns when it and the other nodes that
     * answer know each other to be up. With no other node up it comes after a delay of some seconds, by itself.
     *
     * @throws LocalStackException if it cannot be started
     */
    public CassandraServer restart(int index) {
        List<CassandraGossip> gossip = gossipFromNow();
        nodes.set(index, node(index).restart());
        awaitUp(Set.of(index), gossip);
        return node(index);
    }

    /**
     * Stops all nodes that still run and starts all at once, on the same files. Returns when all know each other to be up.
     *
     * @throws LocalStackException if one cannot be started
     */
    public void restartAll() {
        nodes.forEach(Server::stop);
        List<CassandraGossip> gossip = gossipFromNow();
        List<Supplier<CassandraServer>> starts = new ArrayList<>();
        nodes.forEach(node -> starts.add(node::restart));
        List<CassandraServer> started = AtOnce.start(starts);
        indexes().forEach(index -> nodes.set(index, started.get(index)));
        awaitUp(indexes(), gossip);
    }

    /** Stops all nodes, and deletes their files if they are in temporary folders. */
    @Override
    public void close() {
        nodes.parallelStream().forEach(Server::close);
    }

    private Set<Integer> indexes() {
        return IntStream.range(0, size()).boxed().collect(Collectors.toUnmodifiableSet());
    }

    private List<CassandraGossip> gossipFromNow() {
        return nodes.stream().map(node -> CassandraGossip.fromNow(node.log())).toList();
    }

    private void awaitUp(Set<Integer> started, List<CassandraGossip> gossip) {
        Set<Integer> answering = indexes().stream()
                .filter(index -> Probe.cassandra(node(index).endpoint()).answers())
                .collect(Collectors.toUnmodifiableSet());
        long start = System.nanoTime();
        for (int one : answering) {
            for (int other : answering) {
                boolean news = one != other && (started.contains(one) || started.contains(other));
                while (news && !knows(one, other, gossip)) {
                    if (System.nanoTime() - start > options.each().deadline().toNanos()) {
                        throw new LocalStackException("Cassandra: node " + one + " does not know that node " + other
                                + " is up; see " + node(one).log() + ".");
                    }
                    LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                }
            }
        }
    }

    private boolean knows(int one, int other, List<CassandraGossip> gossip) {
        try {
            return gossip.get(one).tellsUp(node(other).endpoint().host())
                    && CassandraPeers.count(node(one).endpoint()) == size() - 1;
        } catch (IOException e) {
            return false;
        }
    }
}
