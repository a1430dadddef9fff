package org.messageroaming.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to start a Redis.
 *
 * @param port TCP port on 127.0.0.1, or 0 for a free one
 * @param data folder for its files, kept afterwards; null for a temporary one that {@link RedisServer#close()} deletes
 * @param appendOnly whether every write is appended to a file, so that the data outlives a restart
 * @param replicaOf the master that this server follows, or null for a master
 * @param tls what it shows to clients, and whose certificates it wants from them, in TLS and nothing else; null for plain text
 * @param arguments further arguments of redis-server, such as {@code --maxmemory 64mb}, each word an element; they win over the defaults
 * @param minimumFreeBytes space that must be left on the disk of the data folder
 * @param deadline how long the start may take
 * @param progress is told what happens
 */
public record RedisOptions(
        int port,
        @Nullable Path data,
        boolean appendOnly,
        @Nullable Endpoint replicaOf,
        @Nullable Certificates tls,
        List<String> arguments,
        long minimumFreeBytes,
        Duration deadline,
        Progress progress) {

    private static final long MINIMUM_FREE_BYTES = 128L * 1024 * 1024;

    /** @throws IllegalArgumentException if the port is out of range */
    public RedisOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The Redis port is not between 0 and 65535: " + port);
        }
        arguments = List.copyOf(arguments);
    }

    /** A master on a free port, append-only, with temporary files. */
    public static RedisOptions defaults() {
        return new RedisOptions(
                0, null, true, null, null, List.of(), MINIMUM_FREE_BYTES, Duration.ofSeconds(30), Progress.silent());
    }

    /** On this port, 0 for a free one. */
    public RedisOptions withPort(int newPort) {
        return new RedisOptions(
                newPort, data, appendOnly, replicaOf, tls, arguments, minimumFreeBytes, deadline, progress);
    }

    /** With its files in this folder, which is kept; null for a temporary one. */
    public RedisOptions withData(@Nullable Path newData) {
        return new RedisOptions(
                port, newData, appendOnly, replicaOf, tls, arguments, minimumFreeBytes, deadline, progress);
    }

    /** With or without the append-only file. */
    public RedisOptions withAppendOnly(boolean newAppendOnly) {
        return new RedisOptions(
                port, data, newAppendOnly, replicaOf, tls, arguments, minimumFreeBytes, deadline, progress);
    }

    /** As a replica of this master; null for a master. */
    public RedisOptions withReplicaOf(@Nullable Endpoint master) {
        return new RedisOptions(port, data, appendOnly, master, tls, arguments, minimumFreeBytes, deadline, progress);
    }

    /** In TLS and nothing else, with these certificates, and only with clients that have one of the same authority. */
    public RedisOptions withTls(Certificates certificates) {
        return new RedisOptions(
                port, data, appendOnly, replicaOf, certificates, arguments, minimumFreeBytes, deadline, progress);
    }

    /** With these further arguments of redis-server. */
    public RedisOptions withArguments(String... newArguments) {
        return new RedisOptions(
                port, data, appendOnly, replicaOf, tls, List.of(newArguments), minimumFreeBytes, deadline, progress);
    }

    /** Refusing to start with less space than this on the disk. */
    public RedisOptions withMinimumFreeBytes(long bytes) {
        return new RedisOptions(port, data, appendOnly, replicaOf, tls, arguments, bytes, deadline, progress);
    }

    /** Telling this listener what happens. */
    public RedisOptions withProgress(Progress newProgress) {
        return new RedisOptions(
                port, data, appendOnly, replicaOf, tls, arguments, minimumFreeBytes, deadline, newProgress);
    }
}
