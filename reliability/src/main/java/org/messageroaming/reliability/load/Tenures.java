package org.messageroaming.reliability.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who belongs to which conversation when, as far as the answers tell. Everybody belongs from the beginning. Times are of {@link System#nanoTime},
 * intervals have both ends in them. Written by one thread, read when that has ended.
 */
public final class Tenures {
    /** What is not answered may be carried out so late: an instance may be stopped for seconds, and then has its own deadline. */
    static final Duration CARRIED_OUT = Duration.ofSeconds(30);

    private final Map<World.Group, Map<String, List<Change>>> changes = new HashMap<>();

    private record Change(boolean joins, Resolved resolved) {
        boolean isDoneBy(long time) {
            return resolved.state() == Fate.State.DONE && resolved.answeredAt() <= time;
        }
    }

    /** Notes what came of letting a member in, or of removing it. What follows is asked after the answer. */
    public void add(World.Group group, String member, boolean joins, Resolved resolved) {
        changes.computeIfAbsent(group, key -> new HashMap<>())
                .computeIfAbsent(member, key -> new ArrayList<>())
                .add(new Change(joins, resolved));
    }

    /** The conversations with members that came or went. */
    public Set<World.Group> groups() {
        return Set.copyOf(changes.keySet());
    }

    /** Who was told last to belong, or not to; without those of whom it is not known. */
    public Map<String, Boolean> atTheEnd(World.Group group) {
        Map<String, Boolean> known = new HashMap<>();
        changes.getOrDefault(group, Map.of()).forEach((member, all) -> {
            if (all.stream().allMatch(change -> change.resolved().state() == Fate.State.DONE)) {
                known.put(member, all.get(all.size() - 1).joins());
            }
        });
        return known;
    }

    /** Whether a user is certain to belong all the time. */
    public boolean isIn(World.Group group, String user, long from, long to) {
        return group.members().contains(user) && isCertain(group, user, true, from, to);
    }

    /** Whether a user is certain not to belong at any time. */
    public boolean isOut(World.Group group, String user, long from, long to) {
        return !group.members().contains(user) || isCertain(group, user, false, from, to);
    }

    /** What would end the state must be over and answered, whatever was repeated of it, and undone before the time begins. */
    private boolean isCertain(World.Group group, String user, boolean in, long from, long to) {
        boolean certain = in;
        long doubtful = Long.MIN_VALUE;
        for (Change change : changes.getOrDefault(group, Map.of()).getOrDefault(user, List.of())) {
            Resolved resolved = change.resolved();
            if (resolved.askedAt() > to) {
                break;
            }
            certain = change.joins() == in && (certain || change.isDoneBy(from));
            if (change.joins() != in && resolved.inDoubt()) {
                doubtful = resolved.answeredAt() + CARRIED_OUT.toNanos();
            }
        }
        return certain && from >= doubtful;
    }
}
