package org.messageroaming.offline.inbox.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireTime;
import org.messageroaming.offline.inbox.Gap;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.InboxStart;

/** {@code pull.lua}: reads on in one inbox. */
final class PullScript {
    private static final int HEAD = 7;

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
        CompletionStage<List<Object>> answer = script.run(redis, ScriptOutputType.MULTI, keys.of(user), arguments);
        return answer.thenApply(values -> page(values, now));
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

    /** What the script answered. */
    static InboxPage page(List<Object> values, Instant now) {
        String verdict = text(values.get(0));
        InboxCursor cursor = new InboxCursor(
                text(values.get(1)),
                Long.parseLong(text(values.get(2))),
                text(values.get(3)),
                Long.parseLong(text(values.get(4))),
                text(values.get(5)),
                now);
        List<byte[]> members = values.subList(HEAD, values.size()).stream()
                .flatMap(chunk -> ((List<?>) chunk).stream())
                .map(byte[].class::cast)
                .toList();
        long before = cursor.seq() - members.size();
        List<byte[]> entries = new ArrayList<>(members.size());
        for (byte[] member : members) {
            entries.add(json(before + entries.size() + 1, member));
        }
        boolean more = ((Long) values.get(6)) == 1;
        return new InboxPage(entries, cursor, more, verdict.isEmpty() ? null : Gap.valueOf(verdict));
    }

    private static byte[] json(long seq, byte[] member) {
        byte[] head = ("{\"seq\":" + seq + ",").getBytes(US_ASCII);
        int length = member.length - Proofs.CHECK_LENGTH;
        byte[] json = Arrays.copyOf(head, head.length + length);
        System.arraycopy(member, Proofs.CHECK_LENGTH, json, head.length, length);
        return json;
    }

    private static String text(Object value) {
        return new String((byte[]) value, US_ASCII);
    }
}
