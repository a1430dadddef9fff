package org.messageroaming.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A running server that this JVM has started: what one can do to it. Nothing here may be done to the shared stack. */
abstract sealed class Server implements AutoCloseable permits RedisServer, CassandraServer, ServiceProcess {

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final GuardedProcess process;
    private final Endpoint endpoint;

    Server(GuardedProcess process, Endpoint endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Where it listens. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** The TCP port it listens on. */
    public int port() {
        return endpoint.port();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process exists; a paused server is alive. */
    public boolean isAlive() {
        return process.isAlive();
    }

    final DataFolder folder() {
        return process.launch().folder();
    }

    final Path log() {
        return process.launch().log();
    }

    /** Where its files and its log are. */
    public Path data() {
        return process.launch().folder().path();
    }

    /** Completes when the process has ended, for whatever reason. */
    public CompletableFuture<Void> onExit() {
        return process.onExit();
    }

    /** Ends it in an orderly way, by force if that takes too long. Its files stay. Stopping twice is harmless. */
    public void stop() {
        process.stop(GRACE);
    }

    /** Kills it ({@code SIGKILL}): it gets no chance to write anything. Its files stay. */
    public void kill() {
        process.kill();
    }

    /** Makes it hang ({@code SIGSTOP}): connections stay open and nothing is answered. */
    public void pause() {
        process.pause();
    }

    /** Lets a paused server go on ({@code SIGCONT}). */
    public void resume() {
        process.resume();
    }

    /** Stops it, and deletes its files if they are in a temporary folder. */
    @Override
    public void close() {
        process.close(GRACE);
    }
}
