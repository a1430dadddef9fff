package org.messageroaming.offline.inbox.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireJson;

/** {@code scrub.lua}: takes a recalled message's content out of one inbox. */
final class ScrubScript {
    private final Script script;
    private final InboxKeys keys;

    ScrubScript(InboxKeys keys, Era era) {
        this.script = Script.of("scrub.lua", era);
        this.keys = keys;
    }

    /** The arguments that do not depend on the inbox. */
    byte[][] arguments(Message message) {
        String place = "\"conversationId\":\"" + message.conversationId() + "\",\"seq\":" + message.seq() + ",";
        return Stream.of(
                        "\"kind\":\"MESSAGE\",\"message\":{" + place,
                        "\"kind\":\"OPERATION\",\"operation\":{\"type\":\"EDIT\"," + place,
                        WireJson.MAPPER.writeValueAsString(message))
                .map(argument -> argument.getBytes(UTF_8))
                .toArray(byte[][]::new);
    }

    /** Returns how many entries were changed. */
    CompletionStage<Long> run(RedisClusterAsyncCommands<byte[], byte[]> redis, UserId user, byte[][] arguments) {
        return script.run(redis, ScriptOutputType.INTEGER, keys.of(user), arguments);
    }
}
