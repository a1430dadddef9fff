package org.messageroaming.reliability.deployment;

import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.messageroaming.localstack.Endpoint;
import org.messageroaming.localstack.RedisCluster;
import org.messageroaming.localstack.RedisClusterOptions;
import org.messageroaming.localstack.RedisOptions;

/** A Redis Cluster of three masters without replicas, so that nothing which is acknowledged can be lost. */
final class RedisMasters implements RedisNodes {
    private static final int NONE = -1;

    private final RedisCluster cluster;
    private final Random random;
    private int paused = NONE;

    /** @param random draws which node is harmed */
    RedisMasters(Random random) {
        this.random = random;
        this.cluster = RedisCluster.start(RedisClusterOptions.defaults()
                .withEach(RedisOptions.defaults().withArguments("--appendfsync", "always")));
    }

    @Override
    public Map<String, String> environment() {
        String nodes = cluster.endpoints().stream().map(Endpoint::toString).collect(Collectors.joining(","));
        return Map.of("SPRING_DATA_REDIS_CLUSTER_NODES", nodes, "ROAMING_OFFLINE_INBOX_LOSSLESS", "true");
    }

    private int any() {
        return random.nextInt(cluster.size());
    }

    @Override
    public void kill() {
        cluster.node(any()).kill();
    }

    @Override
    public void pause() {
        paused = any();
        cluster.node(paused).pause();
    }

    @Override
    public synchronized void restart() {
        IntStream.range(0, cluster.size()).forEach(cluster::restart);
        cluster.awaitWhole();
    }

    /** The nodes name their own addresses, so there is no wire between that could be cut: one is restarted instead. */
    @Override
    public synchronized void cut() {
        cluster.restart(any());
    }

    @Override
    public synchronized void heal() {
        if (paused != NONE) {
            cluster.node(paused).resume();
            paused = NONE;
        }
        IntStream.range(0, cluster.size())
                .filter(i -> !cluster.node(i).isAlive())
                .forEach(cluster::restart);
        cluster.awaitWhole();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
