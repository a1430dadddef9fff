package org.messageroaming.localstack;

/**
 * How to start a ring of Cassandra nodes.
 *
 * @param nodes how many, 1 to 9
 * @param each how to start each of them: its port is the one on which all listen, each on an address of its own; its folder, if
 *     there is one, holds a folder {@code node-0}, {@code node-1}, … per node; its deadline is that of the whole ring, too
 */
public record CassandraRingOptions(int nodes, CassandraOptions each) {

    private static final int NODES = 3;
    private static final int MOST_NODES = 9;
    private static final int HEAP_MEBIBYTES = 512;

    /** @throws IllegalArgumentException if the number of nodes is out of range */
    public CassandraRingOptions {
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new IllegalArgumentException(
                    "A Cassandra ring has between 1 and " + MOST_NODES + " nodes, not " + nodes);
        }
    }

    /** Three nodes on a free port, each with a heap of 512 MiB and temporary files. */
    public static CassandraRingOptions defaults() {
        return new CassandraRingOptions(NODES, CassandraOptions.defaults().withHeapMebibytes(HEAP_MEBIBYTES));
    }

    /** With this number of nodes. */
    public CassandraRingOptions withNodes(int newNodes) {
        return new CassandraRingOptions(newNodes, each);
    }

    /** Starting each node like this. */
    public CassandraRingOptions withEach(CassandraOptions newEach) {
        return new CassandraRingOptions(nodes, newEach);
    }

    CassandraOptions node(int index, int port) {
        CassandraOptions node = each.withPort(port);
        return each.data() == null ? node : node.withData(each.data().resolve("node-" + index));
    }
}
