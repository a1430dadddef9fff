package org.messageroaming.reliability.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.messageroaming.reliability.load.Evidence;
import org.messageroaming.reliability.load.Moments;
import org.messageroaming.reliability.load.Received;
import org.messageroaming.reliability.load.World;

/** Which messages concern which users: by the answers about membership where these are certain, else by what the user's own pages show. */
final class Entitled {
    private final Evidence evidence;
    private final Pages pages;
    private final Map<World.Group, Moments> moments;
    private final Map<String, Set<Long>> shown = new HashMap<>();

    Entitled(Evidence evidence, Pages pages) {
        this.evidence = evidence;
        this.pages = pages;
        this.moments = evidence.moments();
    }

    /** Whether the user was a member when that sequence was given out, for certain. */
    boolean isIn(World.Group group, String user, long seq) {
        Moments when = Objects.requireNonNull(moments.get(group));
        return evidence.tenures().isIn(group, user, when.notBefore(seq), when.notAfter(seq));
    }

    /** Whether the user was no member when that sequence was given out, for certain. */
    boolean isOut(World.Group group, String user, long seq) {
        Moments when = Objects.requireNonNull(moments.get(group));
        return evidence.tenures().isOut(group, user, when.notBefore(seq), when.notAfter(seq));
    }

    /** Whether the user's pages show the message. They are read once. */
    boolean isShown(World.Group group, String user, long seq) {
        return shown.computeIfAbsent(
                        group.id() + " " + user,
                        key -> pages.conversation(group.id(), user).stream()
                                .map(message -> message.path("seq").asLong())
                                .collect(Collectors.toSet()))
                .contains(seq);
    }

    /** Whether the device was told that it may miss what was given out when that sequence was. */
    boolean isExcused(World.Group group, Received received, long seq) {
        Moments when = Objects.requireNonNull(moments.get(group));
        return received.isExcused(when.notBefore(seq), when.notAfter(seq), evidence.losses());
    }

    /** Whether the user's inbox is to have got the message. */
    boolean isOwed(World.Group group, String user, long seq) {
        return isIn(group, user, seq) || (!isOut(group, user, seq) && isShown(group, user, seq));
    }
}
