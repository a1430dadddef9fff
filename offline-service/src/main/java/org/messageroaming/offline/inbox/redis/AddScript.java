package org.messageroaming.offline.inbox.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireTime;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.NewEntry;

/** {@code add.lua}: adds entries to one inbox. */
final class AddScript {
    private final Script script;
    private final InboxKeys keys;
    private final InboxProperties properties;

    AddScript(InboxKeys keys, InboxProperties properties) {
        this.script = Script.of("add.lua", Era.of(properties.lossless()));
        this.keys = keys;
        this.properties = properties;
    }

    /** The arguments that depend on neither the inbox nor the entries. */
    List<byte[]> common(String incarnation, Instant now) {
        return Stream.of(
                        incarnation,
                        WireTime.format(now),
                        WireTime.format(now.minus(properties.maxAge())),
                        Integer.toString(properties.maxEntries()),
                        Integer.toString(properties.rememberedIds()),
                        Long.toString(properties.maxAge().toMillis()),
                        Long.toString(properties.counterLife().toMillis()))
                .map(argument -> argument.getBytes(US_ASCII))
                .toList();
    }

    /** The arguments of one entry. */
    static List<byte[]> of(NewEntry entry, String check) {
        Instant created = entry.createdAt();
        return List.of(
                Long.toString(fingerprint(entry.entryId())).getBytes(US_ASCII),
                check.getBytes(US_ASCII),
                (created == null ? "" : WireTime.format(created)).getBytes(US_ASCII),
                (entry.members() + "}").getBytes(UTF_8));
    }

    /** Returns how many entries were added; the inbox had the others before. */
    CompletionStage<Long> run(RedisClusterAsyncCommands<byte[], byte[]> redis, UserId user, List<byte[]> arguments) {
        return script.run(redis, ScriptOutputType.INTEGER, keys.withChannel(user), arguments.toArray(byte[][]::new));
    }

    /** The first 63 bits of SHA-256: two ids out of 2000 share one once in about 10^13 inboxes. */
    static long fingerprint(EntryId id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.value().getBytes(US_ASCII));
            return ByteBuffer.wrap(hash).getLong() >>> 1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
