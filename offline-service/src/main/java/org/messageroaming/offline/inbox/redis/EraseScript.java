package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;
import org.messageroaming.model.UserId;

/** {@code erase.lua}: removes one inbox. */
final class EraseScript {
    private final Script script;
    private final InboxKeys keys;

    EraseScript(InboxKeys keys, Era era) {
        this.script = Script.of("erase.lua", era);
        this.keys = keys;
    }

    /** Returns how many keys were removed. */
    CompletionStage<Long> run(RedisClusterAsyncCommands<byte[], byte[]> redis, UserId user) {
        return script.run(redis, ScriptOutputType.INTEGER, keys.all(user), new byte[0][]);
    }
}
