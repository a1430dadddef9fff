package org.messageroaming.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to start a Cassandra.
 *
 * @param port TCP port on 127.0.0.1 for CQL, or 0 for a free one
 * @param data folder for its files, kept afterwards; null for a temporary one that {@link CassandraServer#close()} deletes
 * @param heapMebibytes size of its heap, at least 256
 * @param tls what it shows to clients, and whose certificates it wants from them, in TLS and nothing else; null for plain text
 * @param settings entries of cassandra.yaml, in YAML, such as {@code read_request_timeout: 10s}; they win over the defaults
 * @param jvmOptions more options of its JVM, such as {@code -Dcassandra.config.allow_system_properties=true}
 * @param minimumFreeBytes space that must be left on the disk of the data folder
 * @param deadline how long the start may take
 * @param progress is told what happens
 */
public record CassandraOptions(
        int port,
        @Nullable Path data,
        int heapMebibytes,
        @Nullable Certificates tls,
        Map<String, String> settings,
        List<String> jvmOptions,
        long minimumFreeBytes,
        Duration deadline,
        Progress progress) {

    private static final int HEAP_MEBIBYTES = 1024;
    private static final int SMALLEST_HEAP_MEBIBYTES = 256;
    private static final long MINIMUM_FREE_BYTES = 1024L * 1024 * 1024;
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    /** @throws IllegalArgumentException if the port is out of range or the heap too small */
    public CassandraOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The Cassandra port is not between 0 and 65535: " + port);
        }
        if (heapMebibytes < SMALLEST_HEAP_MEBIBYTES) {
            throw new IllegalArgumentException(
                    "Cassandra needs a heap of " + SMALLEST_HEAP_MEBIBYTES + " MiB or more, not " + heapMebibytes);
        }
        settings = Map.copyOf(settings);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** On a free port, with a heap of 1 GiB and temporary files. */
    public static CassandraOptions defaults() {
        return new CassandraOptions(
                0, null, HEAP_MEBIBYTES, null, Map.of(), List.of(), MINIMUM_FREE_BYTES, DEADLINE, Progress.silent());
    }

    /** On this port, 0 for a free one. */
    public CassandraOptions withPort(int newPort) {
        return new CassandraOptions(
                newPort, data, heapMebibytes, tls, settings, jvmOptions, minimumFreeBytes, deadline, progress);
    }

    /** With its files in this folder, which is kept; null for a temporary one. */
    public CassandraOptions withData(@Nullable Path newData) {
        return new CassandraOptions(
                port, newData, heapMebibytes, tls, settings, jvmOptions, minimumFreeBytes, deadline, progress);
    }

    /** With a heap of this size. */
    public CassandraOptions withHeapMebibytes(int newHeap) {
        return new CassandraOptions(
                port, data, newHeap, tls, settings, jvmOptions, minimumFreeBytes, deadline, progress);
    }

    /** In TLS and nothing else, with these certificates, and only with clients that have one of the same authority. */
    public CassandraOptions withTls(Certificates certificates) {
        return new CassandraOptions(
                port, data, heapMebibytes, certificates, settings, jvmOptions, minimumFreeBytes, deadline, progress);
    }

    /** With these entries of cassandra.yaml. */
    public CassandraOptions withSettings(Map<String, String> newSettings) {
        return new CassandraOptions(
                port, data, heapMebibytes, tls, newSettings, jvmOptions, minimumFreeBytes, deadline, progress);
    }

    /** With these options of its JVM. */
    public CassandraOptions withJvmOptions(List<String> newJvmOptions) {
        return new CassandraOptions(
                port, data, heapMebibytes, tls, settings, newJvmOptions, minimumFreeBytes, deadline, progress);
    }

    /** Refusing to start with less space than this on the disk. */
    public CassandraOptions withMinimumFreeBytes(long bytes) {
        return new CassandraOptions(port, data, heapMebibytes, tls, settings, jvmOptions, bytes, deadline, progress);
    }

    /** Telling this listener what happens. */
    public CassandraOptions withProgress(Progress newProgress) {
        return new CassandraOptions(
                port, data, heapMebibytes, tls, settings, jvmOptions, minimumFreeBytes, deadline, newProgress);
    }
}
