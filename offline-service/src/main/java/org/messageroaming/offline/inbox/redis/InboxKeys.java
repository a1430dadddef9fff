package org.messageroaming.offline.inbox.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.messageroaming.model.UserId;

/** The keys and the channel of one user's inbox. They share a hash tag, so that they share a slot of a Redis Cluster. */
final class InboxKeys {
    private final String prefix;

    InboxKeys(String prefix) {
        this.prefix = prefix;
    }

    /** In the order in which the scripts name them: entries, meta, seen:0, seen:1. */
    byte[][] of(UserId user) {
        return keys(user, "entries", "meta", "seen:0", "seen:1");
    }

    /** The inbox's keys and the channel of those who wait for it. */
    byte[][] withChannel(UserId user) {
        return keys(user, "entries", "meta", "seen:0", "seen:1", "wake");
    }

    /** The inbox's keys and that of the user's devices. */
    byte[][] withDevices(UserId user) {
        return keys(user, "entries", "meta", "seen:0", "seen:1", "devices");
    }

    /** The inbox's keys, that of the user's devices, and the channel of those who wait for it. */
    byte[][] all(UserId user) {
        return keys(user, "entries", "meta", "seen:0", "seen:1", "devices", "wake");
    }

    /** What is remembered of the user's devices. */
    byte[] devices(UserId user) {
        return keys(user, "devices")[0];
    }

    /** The channel that tells of new entries. */
    byte[] channel(UserId user) {
        return keys(user, "wake")[0];
    }

    /** The user that a channel is for. */
    static UserId ofChannel(byte[] channel) {
        String name = new String(channel, StandardCharsets.US_ASCII);
        return new UserId(name.substring(name.indexOf('{') + 1, name.indexOf('}')));
    }

    private byte[][] keys(UserId user, String... names) {
        String inbox = prefix + ":{" + user.value() + "}:";
        return Arrays.stream(names).map(name -> bytes(inbox + name)).toArray(byte[][]::new);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
