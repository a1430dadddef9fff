package org.messageroaming.offline.inbox.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireTime;
import org.messageroaming.offline.inbox.Gap;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.InboxStart;

/** {@code pull.lua}, and what it leaves of a long page: reads on in one inbox. */
final class PullScript {
    private final Script script;
    private final InboxKeys keys;
    private final InboxProperties properties;

    PullScript(InboxKeys keys, InboxProperties properties) {
        this.script = Script.of("pull.lua", Era.of(properties.lossless()));
        this.keys = keys;
        this.properties = properties;
    }

    CompletionStage<InboxPage> run(
            RedisClusterAsyncCommands<byte[], byte[]> redis,
            UserId user,
            InboxStart start,
            int limit,
            String incarnation,
            Instant now) {
        Stream<String> common = Stream.of(
                incarnation,
                WireTime.format(now.minus(properties.maxAge())),
                Long.toString(properties.counterLife().toMillis()),
                mode(start),
                Integer.toString(limit),
                Long.toString(properties.maxPullSize().toBytes()));
        byte[][] arguments = Stream.concat(common, proof(start, now))
                .map(argument -> argument.getBytes(US_ASCII))
                .toArray(byte[][]::new);
        byte[][] inbox = keys.of(user);
        CompletionStage<List<Object>> answer = script.run(redis, ScriptOutputType.MULTI, inbox, arguments);
        return answer.thenCompose(values -> readOn(redis, inbox[0], new PullPage(values), limit))
                .thenApply(page -> page.page(now));
    }

    /** What the script left, as it stands in Redis. */
    private static CompletionStage<PullPage> readOn(
            RedisClusterAsyncCommands<byte[], byte[]> redis, byte[] entries, PullPage page, int limit) {
        int wanted = page.wanted(limit);
        if (wanted == 0) {
            return CompletableFuture.completedStage(page);
        }
        return redis.zrangebyscore(entries, Range.create(page.seq() + 1, page.seq() + wanted))
                .thenCompose(members -> page.add(members, wanted)
                        ? readOn(redis, entries, page, limit)
                        : CompletableFuture.completedStage(page));
    }

    private static String mode(InboxStart start) {
        if (start instanceof InboxStart.After) {
            return "after";
        }
        return start instanceof InboxStart.Latest ? "latest" : "oldest";
    }

    private Stream<String> proof(InboxStart start, Instant now) {
        if (!(start instanceof InboxStart.After after)) {
            return Stream.empty();
        }
        InboxCursor cursor = after.cursor();
        boolean mayHaveExpired = !cursor.issuedAt().plus(properties.maxAge()).isAfter(now);
        return Stream.of(
                cursor.incarnation(),
                Long.toString(cursor.seq()),
                cursor.check(),
                Long.toString(cursor.tip()),
                cursor.tipCheck(),
                (mayHaveExpired ? Gap.RETENTION : Gap.RESET).name());
    }
}
