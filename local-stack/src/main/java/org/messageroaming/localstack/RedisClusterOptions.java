package org.messageroaming.localstack;

import java.util.List;
import java.util.stream.Stream;

/**
 * How to start a Redis Cluster.
 *
 * @param nodes how many masters, 1 to 9; there are no replicas
 * @param each how to start each of them: its port must be 0 and its folder null, for the nodes know each other by their ports and
 *     could not be put together again on others; its deadline is that of the forming of the cluster, too
 */
public record RedisClusterOptions(int nodes, RedisOptions each) {

    private static final int NODES = 3;
    private static final int MOST_NODES = 9;

    /** @throws IllegalArgumentException if the number of nodes is out of range, or a port, a folder or a master is given */
    public RedisClusterOptions {
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new IllegalArgumentException(
                    "A Redis Cluster has between 1 and " + MOST_NODES + " masters here, not " + nodes);
        }
        if (each.port() != 0 || each.data() != null || each.replicaOf() != null) {
            throw new IllegalArgumentException(
                    "The nodes of a Redis Cluster take free ports and temporary folders, and follow no master");
        }
    }

    /** Three masters, append-only, with temporary files. */
    public static RedisClusterOptions defaults() {
        return new RedisClusterOptions(NODES, RedisOptions.defaults());
    }

    /** With this number of masters. */
    public RedisClusterOptions withNodes(int newNodes) {
        return new RedisClusterOptions(newNodes, each);
    }

    /** Starting each node like this. */
    public RedisClusterOptions withEach(RedisOptions newEach) {
        return new RedisClusterOptions(nodes, newEach);
    }

    /** A silent node is taken for dead after two seconds, and the slots of the others still answer then. */
    RedisOptions node(int busPort) {
        List<String> cluster = List.of(
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(busPort),
                "--cluster-node-timeout",
                "2000",
                "--cluster-require-full-coverage",
                "no");
        return each.withArguments(
                Stream.concat(cluster.stream(), each.arguments().stream()).toArray(String[]::new));
    }
}
