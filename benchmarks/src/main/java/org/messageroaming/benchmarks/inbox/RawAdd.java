package org.messageroaming.benchmarks.inbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.messageroaming.model.json.WireTime;

/** {@code add.lua} as offline-service runs it, with nothing around it. */
final class RawAdd {
    private static final String FOLDER = "lua/inbox/";
    private static final List<String> FILES = List.of("era-none.lua", "retention.lua", "add.lua");
    private static final int MAX = 1000;
    private static final int WEEK_DAYS = 7;
    private static final long WEEK_MILLIS = 604_800_000L;
    private static final long COUNTER_MILLIS = 34_560_000_000L;

    private final RedisAsyncCommands<byte[], byte[]> redis;
    private final String sha;
    private final List<byte[][]> keys;

    /** @param classes offline-service's, which have the scripts */
    RawAdd(RedisAsyncCommands<byte[], byte[]> redis, Path classes, List<String> users) throws Exception {
        this.redis = redis;
        this.sha = redis.scriptLoad(source(classes)).get();
        this.keys = users.stream().map(RawAdd::keys).toList();
    }

    private static byte[] source(Path classes) throws IOException {
        StringBuilder source = new StringBuilder();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            for (String file : FILES) {
                try (InputStream part = loader.getResourceAsStream(FOLDER + file)) {
                    if (part == null) {
                        throw new IOException("no " + FOLDER + file + " in " + classes);
                    }
                    source.append(new String(part.readAllBytes(), US_ASCII)).append('\n');
                }
            }
        }
        return source.toString().getBytes(US_ASCII);
    }

    private static byte[][] keys(String user) {
        String prefix = "roaming:{" + user + "}:";
        return List.of("entries", "meta", "seen:0", "seen:1", "wake").stream()
                .map(name -> (prefix + name).getBytes(US_ASCII))
                .toArray(byte[][]::new);
    }

    /** Adds one entry to all inboxes, in one pipeline. */
    CompletionStage<?> addToAll(String members) {
        byte[][] arguments = arguments(members);
        List<CompletableFuture<?>> added = new ArrayList<>(keys.size());
        for (byte[][] inbox : keys) {
            added.add(add(inbox, arguments).toCompletableFuture());
        }
        return CompletableFuture.allOf(added.toArray(CompletableFuture[]::new));
    }

    /** Adds one entry to another inbox. */
    CompletionStage<?> addTo(String user, String members) {
        return add(keys(user), arguments(members));
    }

    private CompletionStage<?> add(byte[][] inbox, byte[][] arguments) {
        CompletionStage<Long> added = redis.evalsha(sha, ScriptOutputType.INTEGER, inbox, arguments);
        return added.thenAccept(count -> {
            if (count != 1) {
                throw new IllegalStateException(count + " entries were added, not 1");
            }
        });
    }

    private static byte[][] arguments(String members) {
        Instant now = Instant.now();
        return List.of(
                        "benchmark",
                        WireTime.format(now),
                        WireTime.format(now.minus(WEEK_DAYS, ChronoUnit.DAYS)),
                        Integer.toString(MAX),
                        Integer.toString(MAX),
                        Long.toString(WEEK_MILLIS),
                        Long.toString(COUNTER_MILLIS),
                        Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE)),
                        "abcdef",
                        "",
                        members)
                .stream()
                .map(argument -> argument.getBytes(US_ASCII))
                .toArray(byte[][]::new);
    }
}
