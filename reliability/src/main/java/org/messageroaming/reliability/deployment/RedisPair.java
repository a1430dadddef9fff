package org.messageroaming.reliability.deployment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.messageroaming.localstack.Endpoint;
import org.messageroaming.localstack.RedisOptions;
import org.messageroaming.localstack.RedisServer;

/** A primary with a replica, behind an address that can move from one to the other. */
public final class RedisPair implements RedisNodes {
    private static final Duration CAUGHT_UP = Duration.ofSeconds(30);

    private final TcpProxy address;
    private volatile RedisServer primary;
    private RedisServer replica;
    private boolean paused;

    RedisPair() {
        primary = RedisServer.start(options());
        replica = RedisServer.start(options().withReplicaOf(primary.endpoint()));
        address = new TcpProxy("redis", () -> List.of(primary.endpoint()));
        awaitReplica();
    }

    private static RedisOptions options() {
        return RedisOptions.defaults().withArguments("--appendfsync", "always", "--repl-diskless-sync-delay", "0");
    }

    private void awaitReplica() {
        long end = System.nanoTime() + CAUGHT_UP.toNanos();
        while (!replica.ask("INFO replication").contains("master_link_status:up")) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the replica does not follow");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public Map<String, String> environment() {
        Endpoint here = address.endpoint();
        return Map.of("ROAMING_REDIS_HOST", here.host(), "ROAMING_REDIS_PORT", Integer.toString(here.port()));
    }

    @Override
    public void kill() {
        primary.kill();
    }

    @Override
    public void pause() {
        paused = true;
        primary.pause();
    }

    /** The replica hears of no more writes: from now on the primary is ahead of it. */
    public void letReplicaLag() {
        replica.ask("REPLICAOF 127.0.0.1 1");
    }

    /** The primary dies, and the replica takes its place with what it has; a new replica follows it. */
    public synchronized void failOver() {
        RedisServer lost = primary;
        lost.kill();
        replica.promote();
        primary = replica;
        address.cutNow();
        lost.close();
        replica = RedisServer.start(options().withReplicaOf(primary.endpoint()));
    }

    @Override
    public synchronized void restart() {
        primary = primary.restart();
    }

    @Override
    public void cut() {
        address.cutInAnswers();
    }

    @Override
    public synchronized void heal() {
        if (paused) {
            paused = false;
            primary.resume();
        }
        if (!primary.isAlive()) {
            primary = primary.restart();
        }
        // Not before: its primary may have been stopped or killed by another fault.
        awaitReplica();
    }

    @Override
    public void close() {
        address.close();
        replica.close();
        primary.close();
    }
}
