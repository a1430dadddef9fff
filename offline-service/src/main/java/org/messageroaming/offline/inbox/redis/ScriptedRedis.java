package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** A Redis that is taught the scripts when it does not know them. */
final class ScriptedRedis {
    private final Supplier<RedisClusterAsyncCommands<byte[], byte[]>> redis;
    private final List<Script> scripts;

    ScriptedRedis(Supplier<RedisClusterAsyncCommands<byte[], byte[]>> redis, List<Script> scripts) {
        this.redis = redis;
        this.scripts = List.copyOf(scripts);
    }

    /**
     * Runs a step, and once more when Redis did not know the scripts (it was restarted or failed over). All of the step is run
     * again, so that its order holds; what took effect already is recognised.
     */
    <T> CompletionStage<T> run(Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> step) {
        return step.apply(redis.get())
                .handle((value, error) -> {
                    if (error == null) {
                        return CompletableFuture.completedStage(value);
                    }
                    return isUnknownScript(error)
                            ? load().thenCompose(loaded -> step.apply(redis.get()))
                            : CompletableFuture.<T>failedStage(error);
                })
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Void> load() {
        return CompletableFuture.allOf(scripts.stream()
                .map(script -> script.load(redis.get()).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private static boolean isUnknownScript(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof RedisNoScriptException;
    }
}
