package org.messageroaming.reliability.deployment;

import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.messageroaming.localstack.CassandraOptions;
import org.messageroaming.localstack.CassandraRing;
import org.messageroaming.localstack.CassandraRingOptions;
import org.messageroaming.localstack.CassandraServer;
import org.messageroaming.localstack.Endpoint;

/** One Cassandra node or a ring of them, with a copy of everything on each; one at a time is harmed, and {@link #heal} undoes it. */
public final class CassandraNodes implements AutoCloseable {
    private static final int NONE = -1;
    private static final int ALONE_HEAP_MEBIBYTES = 1024;

    private final CassandraRing ring;
    private final Random random;
    private @Nullable SlowMotion slow;
    private int paused = NONE;
    private volatile boolean starting;

    /** @param random draws which node is harmed */
    CassandraNodes(int count, Random random) {
        this.random = random;
        CassandraRingOptions options = CassandraRingOptions.defaults().withNodes(count);
        this.ring = CassandraRing.start(
                count == 1
                        ? options.withEach(CassandraOptions.defaults().withHeapMebibytes(ALONE_HEAP_MEBIBYTES))
                        : options);
    }

    Map<String, String> environment() {
        String points = ring.endpoints().stream().map(Endpoint::toString).collect(Collectors.joining(","));
        return Map.of(
                "ROAMING_CASSANDRA_CONTACT_POINTS", points, "ROAMING_HISTORY_SCHEMA_REPLICATION", ring.replication());
    }

    private int any() {
        return random.nextInt(ring.size());
    }

    /** {@code kill -9}. */
    public void kill() {
        ring.node(any()).kill();
    }

    /** {@code kill -9} of all but one: what is left of a ring is no quorum. */
    public void killAllButOne() {
        int left = any();
        IntStream.range(0, ring.size())
                .filter(i -> i != left)
                .forEach(i -> ring.node(i).kill());
    }

    /** {@code SIGSTOP}. */
    public void pause() {
        paused = any();
        ring.node(paused).pause();
    }

    /** A node stops and goes on many times a second. */
    public void slow() {
        CassandraServer node = ring.node(any());
        slow = new SlowMotion(node::pause, node::resume, node::isAlive);
    }

    /** Ends a node in an orderly way and starts it again. */
    public synchronized void restart() {
        start(any());
    }

    /** Whether a node is being started again at the moment. */
    public boolean isStarting() {
        return starting;
    }

    /** One at a time: whoever calls it holds the lock. */
    private void start(int node) {
        starting = true;
        try {
            ring.restart(node);
        } finally {
            starting = false;
        }
    }

    /** What was killed is started, what was paused or slow goes on as usual. */
    public synchronized void heal() {
        if (slow != null) {
            slow.close();
            slow = null;
        }
        if (paused != NONE) {
            ring.node(paused).resume();
            paused = NONE;
        }
        IntStream.range(0, ring.size()).filter(i -> !ring.node(i).isAlive()).forEach(this::start);
    }

    @Override
    public void close() {
        ring.close();
    }
}
