package org.messageroaming.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Redis on 127.0.0.1 that ends with this JVM. */
public final class RedisServer extends Server {

    private static final String NAME = "Redis";

    /** What {@link #restart} starts it with. */
    private volatile RedisOptions options;

    private RedisServer(GuardedProcess process, Endpoint endpoint, RedisOptions options) {
        super(process, endpoint);
        this.options = options;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @throws LocalStackException if it cannot be started; the message names the remedy
     */
    public static RedisServer start(RedisOptions options) {
        return DataFolder.open(NAME, options.data(), options.minimumFreeBytes())
                .start(folder -> start(options, Owner.thisJvm(), folder));
    }

    static RedisServer start(RedisOptions options, Owner owner, DataFolder folder) {
        int port = FreePorts.choose(NAME, options.port());
        Endpoint endpoint = Endpoint.local(port);
        Path binary = RedisBinary.provide(folder.path());
        options.progress().report("Redis: starting on " + endpoint + ", data in " + folder.path());
        GuardedProcess process = GuardedProcess.start(new Launch(
                NAME,
                command(binary, port, folder.path(), options),
                Map.of(),
                folder,
                folder.logs().resolve("redis.log"),
                owner));
        Readiness.await(process, Probe.redis(endpoint, options.tls()), options.deadline(), options.progress());
        return new RedisServer(process, endpoint, options);
    }

    /**
     * The server's answer to a command, its words divided by spaces: a simple string, a number without its sign, or a bulk string.
     *
     * @throws LocalStackException if there is no answer, or an error
     */
    public String ask(String command) {
        try {
            return RedisQuestion.ask(endpoint(), options.tls(), command);
        } catch (IOException e) {
            throw new LocalStackException(
                    NAME + " on " + endpoint() + " does not do " + command + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes a replica a master, also for {@link #restart}: its command line would make it a replica again, of a master that is gone.
     *
     * @throws LocalStackException if it does not answer
     */
    public void promote() {
        ask("REPLICAOF NO ONE");
        options = options.withReplicaOf(null);
    }

    /** Starts it again, on the same port and the same files; a server that still runs is stopped first. */
    public RedisServer restart() {
        stop();
        return start(options.withPort(port()), Owner.thisJvm(), folder());
    }

    private static List<String> command(Path binary, int port, Path folder, RedisOptions options) {
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(listening(port, options.tls()));
        command.addAll(List.of("--dir", folder.toString(), "--daemonize", "no"));
        command.addAll(List.of("--appendonly", options.appendOnly() ? "yes" : "no", "--save", ""));
        command.addAll(List.of("--maxmemory-policy", "noeviction", "--set-max-intset-entries", "1024"));
        Endpoint master = options.replicaOf();
        if (master != null) {
            command.addAll(List.of("--replicaof", master.host() + " " + master.port()));
        }
        command.addAll(options.arguments());
        return command;
    }

    private static List<String> listening(int port, @Nullable Certificates tls) {
        List<String> bound =
                List.of("--bind", Endpoint.LOOPBACK, tls == null ? "--port" : "--tls-port", Integer.toString(port));
        if (tls == null) {
            return bound;
        }
        List<String> listening = new ArrayList<>(bound);
        listening.addAll(List.of("--port", "0", "--tls-replication", "yes", "--tls-cluster", "yes"));
        listening.addAll(List.of("--tls-cert-file", tls.certificate().toString()));
        listening.addAll(List.of("--tls-key-file", tls.privateKey().toString()));
        listening.addAll(List.of("--tls-ca-cert-file", tls.authority().toString()));
        return listening;
    }
}
