package org.messageroaming.offline.inbox.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireTime;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.NewEntry;

/** {@code add.lua}: adds one entry to one inbox. */
final class AddScript {
    private final Script script = Script.of("add.lua");
    private final InboxKeys keys;
    private final InboxProperties properties;

    AddScript(InboxKeys keys, InboxProperties properties) {
        this.keys = keys;
        this.properties = properties;
    }

    Script script() {
        return script;
    }

    /** The arguments that do not depend on the inbox. */
    byte[][] arguments(NewEntry entry, String incarnation, String check, Instant now) {
        Instant created = entry.createdAt();
        return new byte[][] {
            incarnation.getBytes(US_ASCII),
            Long.toString(fingerprint(entry.entryId())).getBytes(US_ASCII),
            check.getBytes(US_ASCII),
            (created == null ? "" : WireTime.format(created)).getBytes(US_ASCII),
            WireTime.format(now).getBytes(US_ASCII),
            WireTime.format(now.minus(properties.maxAge())).getBytes(US_ASCII),
            Integer.toString(properties.maxEntries()).getBytes(US_ASCII),
            Integer.toString(properties.rememberedIds()).getBytes(US_ASCII),
            Long.toString(properties.maxAge().toMillis()).getBytes(US_ASCII),
            Long.toString(properties.counterLife().toMillis()).getBytes(US_ASCII),
            (entry.members() + "}").getBytes(UTF_8)
        };
    }

    /** Returns 1 when the entry was added, 0 when the inbox had it before. */
    CompletionStage<Long> run(RedisClusterAsyncCommands<byte[], byte[]> redis, UserId user, byte[][] arguments) {
        return script.run(redis, ScriptOutputType.INTEGER, keys.withChannel(user), arguments);
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
