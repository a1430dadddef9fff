package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.script.DigestUtils;

/** A Lua file of {@code lua/inbox}, together with what all of them share; sent by its hash once Redis knows it. */
final class Script {
    private static final String FOLDER = "lua/inbox/";
    private static final String SHARED = "retention.lua";

    private final byte[] source;
    private final String sha;

    private Script(byte[] source) {
        this.source = source;
        this.sha = DigestUtils.sha1DigestAsHex(new String(source, StandardCharsets.UTF_8));
    }

    static Script of(String file, Era era) {
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (String part : List.of(era.file(), SHARED, file)) {
                all.write(new ClassPathResource(FOLDER + part).getContentAsByteArray());
                all.write('\n');
            }
            return new Script(all.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("The script " + file + " cannot be read", e);
        }
    }

    /**
     * Runs it by its hash, and once more by its text where Redis does not know it (it was restarted or failed over). Only the node
     * that has the keys is asked: others may be down.
     */
    <T> CompletionStage<T> run(
            RedisClusterAsyncCommands<byte[], byte[]> redis,
            ScriptOutputType output,
            byte[][] keys,
            byte[][] arguments) {
        CompletionStage<T> byHash = redis.evalsha(sha, output, keys, arguments);
        return byHash.handle((value, error) -> {
                    if (error == null) {
                        return CompletableFuture.completedStage(value);
                    }
                    CompletionStage<T> byText = isUnknownScript(error)
                            ? redis.eval(source, output, keys, arguments)
                            : CompletableFuture.failedStage(error);
                    return byText;
                })
                .thenCompose(stage -> stage);
    }

    private static boolean isUnknownScript(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof RedisNoScriptException;
    }
}
