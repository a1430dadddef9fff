package org.messageroaming.localstack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A Redis Cluster of masters without replicas on 127.0.0.1, among whom the slots are shared in order and equally. In TLS,
 * they speak it among each other, too. They end with this JVM. What breaks a node is done to the node; what brings it back is done here.
 */
public final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final RedisClusterOptions options;
    private final List<RedisServer> nodes = new CopyOnWriteArrayList<>();

    private RedisCluster(RedisClusterOptions options) {
        this.options = options;
    }

    /**
     * Starts the nodes and joins them; returns when each says that the cluster is in order and knows all others.
     *
     * @throws LocalStackException if it cannot be started; the message names the remedy
     */
    public static RedisCluster start(RedisClusterOptions options) {
        RedisCluster cluster = new RedisCluster(options);
        try {
            List<Integer> busPorts = new ArrayList<>();
            for (int i = 0; i < options.nodes(); i++) {
                // By default the port for the other nodes is 10,000 above that for clients, where outgoing connections
                // live.
                busPorts.add(FreePorts.next());
                cluster.nodes.add(RedisServer.start(options.node(busPorts.get(i))));
            }
            cluster.form(busPorts);
            cluster.awaitWhole();
            return cluster;
        } catch (LocalStackException e) {
            cluster.close();
            throw e;
        }
    }

    private void form(List<Integer> busPorts) {
        Endpoint first = node(0).endpoint();
        for (int i = 0; i < size(); i++) {
            node(i).ask("CLUSTER ADDSLOTSRANGE " + firstSlot(i) + " " + (firstSlot(i + 1) - 1));
            if (i > 0) {
                node(i).ask("CLUSTER MEET " + first.host() + " " + first.port() + " " + busPorts.get(0));
            }
        }
    }

    private int firstSlot(int index) {
        return SLOTS * index / size();
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
    public RedisServer node(int index) {
        return nodes.get(index);
    }

    /** Where the nodes listen, in their order, also those that are down. */
    public List<Endpoint> endpoints() {
        return nodes.stream().map(Server::endpoint).toList();
    }

    /**
     * Starts a node again, on the same ports and files; one that still runs is stopped first. Returns when it answers; the
     * cluster takes it in again within seconds, which {@link #awaitWhole} waits for.
     *
     * @throws LocalStackException if it cannot be started
     */
    public RedisServer restart(int index) {
        nodes.set(index, node(index).restart());
        return node(index);
    }

    /**
     * Returns when every node answers, says that the cluster is in order, and takes none for dead.
     *
     * @throws LocalStackException if that does not come about in time
     */
    public void awaitWhole() {
        long start = System.nanoTime();
        for (int i = 0; i < size(); i++) {
            while (!isWhole(i)) {
                if (System.nanoTime() - start > options.each().deadline().toNanos()) {
                    throw new LocalStackException("Redis Cluster: node " + i + " on " + node(i).endpoint()
                            + " does not see the whole cluster; see the log in " + node(i).data() + ".");
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    private boolean isWhole(int index) {
        try {
            String info = node(index).ask("CLUSTER INFO");
            return info.contains("cluster_state:ok")
                    && info.contains("cluster_known_nodes:" + size())
                    && info.contains("cluster_slots_ok:" + SLOTS);
        } catch (LocalStackException e) {
            return false;
        }
    }

    /** Stops all nodes, and deletes their files if they are in temporary folders. */
    @Override
    public void close() {
        nodes.forEach(Server::close);
    }
}
