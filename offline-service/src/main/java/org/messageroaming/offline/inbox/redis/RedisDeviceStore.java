package org.messageroaming.offline.inbox.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.ScriptOutputType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.messageroaming.model.DeviceId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireTime;
import org.messageroaming.offline.inbox.DeviceCursor;
import org.messageroaming.offline.inbox.DeviceProperties;
import org.messageroaming.offline.inbox.DeviceStore;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxProperties;

/** Device cursors in a hash beside the inbox: {@code remember.lua} and {@code devices.lua}. */
final class RedisDeviceStore implements DeviceStore {
    private static final int PARTS = 7;

    private final Script remember;
    private final Script devices;
    private final InboxConnection redis;
    private final InboxKeys keys;
    private final InboxProperties inboxes;
    private final DeviceProperties properties;
    private final Proofs proofs;

    RedisDeviceStore(InboxConnection redis, InboxProperties inboxes, DeviceProperties properties, Proofs proofs) {
        this.remember = Script.of("remember.lua", Era.of(inboxes.lossless()));
        this.devices = Script.of("devices.lua", Era.of(inboxes.lossless()));
        this.redis = redis;
        this.keys = new InboxKeys(inboxes.keyPrefix());
        this.inboxes = inboxes;
        this.properties = properties;
        this.proofs = proofs;
    }

    @Override
    public CompletionStage<DeviceCursor> remember(UserId user, DeviceId device, InboxCursor cursor, Instant now) {
        byte[][] arguments = ascii(
                proofs.incarnation(),
                WireTime.format(now.minus(inboxes.maxAge())),
                device.value(),
                value(cursor, now),
                Integer.toString(properties.max()),
                WireTime.format(now.minus(properties.life())),
                Long.toString(properties.life().toMillis()),
                Long.toString(inboxes.counterLife().toMillis()));
        return redis.run(known ->
                        remember.<List<Object>>run(known, ScriptOutputType.MULTI, keys.withDevices(user), arguments))
                .thenApply(answer -> device(device, answer.get(0), answer.get(1)));
    }

    @Override
    public CompletionStage<List<DeviceCursor>> all(UserId user, Instant now) {
        byte[][] arguments = ascii(
                proofs.incarnation(),
                WireTime.format(now.minus(inboxes.maxAge())),
                Long.toString(inboxes.counterLife().toMillis()));
        return redis.run(known ->
                        devices.<List<Object>>run(known, ScriptOutputType.MULTI, keys.withDevices(user), arguments))
                .thenApply(answer -> {
                    List<DeviceCursor> all = new ArrayList<>();
                    for (int i = 0; i + 2 < answer.size(); i += 3) {
                        all.add(device(new DeviceId(text(answer.get(i))), answer.get(i + 1), answer.get(i + 2)));
                    }
                    all.sort(Comparator.comparing(DeviceCursor::deviceId));
                    return all;
                });
    }

    @Override
    public CompletionStage<Optional<InboxCursor>> find(UserId user, DeviceId device) {
        return redis.run(known -> known.hget(keys.devices(user), device.value().getBytes(US_ASCII)))
                .thenApply(value -> Optional.ofNullable(value).map(found -> cursor(text(found))));
    }

    @Override
    public CompletionStage<Void> forget(UserId user, DeviceId device) {
        return redis.run(known -> known.hdel(keys.devices(user), device.value().getBytes(US_ASCII)))
                .thenAccept(removed -> {});
    }

    private static DeviceCursor device(DeviceId id, Object value, Object pending) {
        String stored = text(value);
        Instant updatedAt = WireTime.parse("updatedAt", stored.substring(0, stored.indexOf('~')));
        return new DeviceCursor(id, cursor(stored), updatedAt, Long.parseLong(text(pending)));
    }

    private static String value(InboxCursor cursor, Instant now) {
        return String.join(
                "~",
                WireTime.format(now),
                cursor.incarnation(),
                Long.toString(cursor.seq()),
                cursor.check(),
                Long.toString(cursor.tip()),
                cursor.tipCheck(),
                Long.toString(cursor.issuedAt().getEpochSecond()));
    }

    private static InboxCursor cursor(String value) {
        String[] parts = value.split("~", PARTS);
        return new InboxCursor(
                parts[1],
                Long.parseLong(parts[2]),
                parts[3],
                Long.parseLong(parts[4]),
                parts[5],
                Instant.ofEpochSecond(Long.parseLong(parts[6])));
    }

    private static byte[][] ascii(String... arguments) {
        return Stream.of(arguments).map(argument -> argument.getBytes(US_ASCII)).toArray(byte[][]::new);
    }

    private static String text(Object value) {
        return new String((byte[]) value, US_ASCII);
    }
}
