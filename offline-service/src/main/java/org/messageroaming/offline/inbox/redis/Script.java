package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.AsyncNodeSelection;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.script.DigestUtils;

/** A Lua file of {@code lua/inbox}, together with what all of them share; sent by its hash once Redis knows it. */
final class Script {
    private static final String FOLDER = "lua/inbox/";
    private static final String SHARED = "retention.lua";

    private final byte[] source;
    private final String sha;
    /** The nodes that have been sent the text and have not answered yet. */
    private final Set<String> textsUnderWay = ConcurrentHashMap.newKeySet();

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
     * Runs it by its hash, and once more where Redis does not know it (it was restarted or failed over): by its text, which is long,
     * or by its hash again behind another call that has just sent the text, for a connection's commands are run in their order. Only
     * the node that has the keys is asked: others may be down.
     */
    <T> CompletionStage<T> run(
            RedisClusterAsyncCommands<byte[], byte[]> redis,
            ScriptOutputType output,
            byte[][] keys,
            byte[][] arguments) {
        Supplier<CompletionStage<T>> byHash = () -> redis.evalsha(sha, output, keys, arguments);
        Supplier<CompletionStage<T>> byText = () -> redis.eval(source, output, keys, arguments);
        return unlessUnknown(byHash, () -> {
            String node = node(redis, keys[0]);
            return textsUnderWay.add(node)
                    ? begin(byText).whenComplete((value, error) -> textsUnderWay.remove(node))
                    // Should it come before the text after all, or to another node, it costs the text once more.
                    : unlessUnknown(byHash, byText);
        });
    }

    private static <T> CompletionStage<T> unlessUnknown(
            Supplier<CompletionStage<T>> run, Supplier<CompletionStage<T>> otherwise) {
        CompletionStage<T> first = begin(run);
        return first.handle((value, error) -> error != null && isUnknownScript(error) ? otherwise.get() : first)
                .thenCompose(stage -> stage);
    }

    /** What cannot be sent has failed like what was. */
    private static <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> run) {
        return CompletableFuture.completedStage(run).thenCompose(Supplier::get);
    }

    /** The id of the node that has a key; empty for a single server, and while no node has it. */
    private static String node(RedisClusterAsyncCommands<byte[], byte[]> redis, byte[] key) {
        if (redis instanceof RedisAdvancedClusterAsyncCommands<byte[], byte[]> cluster) {
            int slot = SlotHash.getSlot(key);
            AsyncNodeSelection<byte[], byte[]> owners = cluster.nodes(node -> node.hasSlot(slot));
            return owners.size() == 0 ? "" : owners.node(0).getNodeId();
        }
        return "";
    }

    private static boolean isUnknownScript(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof RedisNoScriptException;
    }
}
