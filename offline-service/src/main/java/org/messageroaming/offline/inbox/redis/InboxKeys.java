package org.messageroaming.offline.inbox.redis;

import java.nio.charset.StandardCharsets;
import org.messageroaming.model.UserId;

/** The keys of one user's inbox. They share a hash tag, so that they share a slot of a Redis Cluster. */
final class InboxKeys {
    private final String prefix;

    InboxKeys(String prefix) {
        this.prefix = prefix;
    }

    /** In the order in which the scripts name them: entries, meta, seen:0, seen:1. */
    byte[][] of(UserId user) {
        String inbox = prefix + ":{" + user.value() + "}:";
        return new byte[][] {
            bytes(inbox + "entries"), bytes(inbox + "meta"), bytes(inbox + "seen:0"), bytes(inbox + "seen:1")
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
