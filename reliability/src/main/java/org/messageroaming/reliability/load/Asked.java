package org.messageroaming.reliability.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one client asked for, and what was answered. Written by its thread alone, read when that has ended. */
public final class Asked {
    private final String user;
    private final List<Fate> fates = new ArrayList<>();
    private final Map<String, Long> read = new HashMap<>();
    private final Map<String, Fate.State> deletions = new HashMap<>();
    private final List<Own> own = new ArrayList<>();

    /**
     * An operation that concerns the user alone.
     *
     * @param seq what is deleted, or up to where it has read
     * @param mustTell whether its own devices are to be told, if it is done: not of what changes nothing
     */
    public record Own(
            World.Group group, String operationId, boolean deletes, long seq, Resolved resolved, boolean mustTell) {}

    public Asked(String user) {
        this.user = user;
    }

    public String user() {
        return user;
    }

    /** What it sent. */
    public List<Fate> fates() {
        return Collections.unmodifiableList(fates);
    }

    /** What it deleted for itself: conversation#seq to what is known of it. */
    public Map<String, Fate.State> deletions() {
        return Collections.unmodifiableMap(deletions);
    }

    /** The deletions and read markers. */
    public List<Own> own() {
        return Collections.unmodifiableList(own);
    }

    /** How far it has read, as was acknowledged, by conversation. */
    public Map<String, Long> read() {
        return Collections.unmodifiableMap(read);
    }

    /** A message that it sends. */
    public void send(Fate fate) {
        fates.add(fate);
    }

    /** Notes a deletion. */
    public void deleted(World.Group group, String operationId, long seq, Resolved resolved) {
        String key = group.id() + "#" + seq;
        own.add(new Own(group, operationId, true, seq, resolved, !deletions.containsKey(key)));
        deletions.merge(key, resolved.state(), (one, other) -> one == Fate.State.DONE ? one : other);
    }

    /** Notes a read marker. */
    public void markedRead(World.Group group, String operationId, long seq, Resolved resolved) {
        own.add(new Own(group, operationId, false, seq, resolved, false));
        if (resolved.state() == Fate.State.DONE) {
            read.merge(group.id(), seq, Math::max);
        }
    }
}
