package org.messageroaming.localstack;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to start Redis and Cassandra together.
 *
 * @param redis how to start Redis; its data folder does not count
 * @param cassandra how to start Cassandra; its data folder does not count
 * @param data folder for the files of both, kept afterwards; null for temporary ones
 * @param progress is told what happens
 */
public record LocalStackOptions(
        RedisOptions redis,
        CassandraOptions cassandra,
        @Nullable Path data,
        Progress progress) {

    /** Passes the folder and the listener on to both. */
    public LocalStackOptions {
        redis = redis.withProgress(progress).withData(data == null ? null : data.resolve("redis"));
        cassandra = cassandra.withProgress(progress).withData(data == null ? null : data.resolve("cassandra"));
    }

    /** On free ports, with temporary files. */
    public static LocalStackOptions defaults() {
        return new LocalStackOptions(RedisOptions.defaults(), CassandraOptions.defaults(), null, Progress.silent());
    }

    /** With Redis on this port, 0 for a free one. */
    public LocalStackOptions withRedisPort(int port) {
        return new LocalStackOptions(redis.withPort(port), cassandra, data, progress);
    }

    /** With Cassandra on this port, 0 for a free one. */
    public LocalStackOptions withCassandraPort(int port) {
        return new LocalStackOptions(redis, cassandra.withPort(port), data, progress);
    }

    /** With this heap for Cassandra. */
    public LocalStackOptions withCassandraHeapMebibytes(int heap) {
        return new LocalStackOptions(redis, cassandra.withHeapMebibytes(heap), data, progress);
    }

    /** With the files of both in this folder, which is kept; null for temporary ones. */
    public LocalStackOptions withData(@Nullable Path newData) {
        return new LocalStackOptions(redis, cassandra, newData, progress);
    }

    /** Telling this listener what happens. */
    public LocalStackOptions withProgress(Progress newProgress) {
        return new LocalStackOptions(redis, cassandra, data, newProgress);
    }
}
