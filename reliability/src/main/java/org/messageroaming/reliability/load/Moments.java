package org.messageroaming.reliability.load;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Between which times a conversation's sequences were given out: not before any message up to there was asked for, not after any
 * message from there on was acknowledged. Of {@link System#nanoTime}.
 */
public final class Moments {
    private final NavigableMap<Long, Long> notBefore = new TreeMap<>();
    private final NavigableMap<Long, Long> notAfter = new TreeMap<>();

    /** @param fates of the conversation; what was not acknowledged tells nothing */
    public Moments(Collection<Fate> fates) {
        NavigableMap<Long, Fate> known = new TreeMap<>();
        fates.stream().filter(fate -> fate.append() == Fate.State.DONE).forEach(fate -> known.put(fate.seq(), fate));
        long latest = Long.MIN_VALUE;
        for (Map.Entry<Long, Fate> entry : known.entrySet()) {
            latest = Math.max(latest, entry.getValue().askedAt());
            notBefore.put(entry.getKey(), latest);
        }
        long earliest = Long.MAX_VALUE;
        for (Map.Entry<Long, Fate> entry : known.descendingMap().entrySet()) {
            earliest = Math.min(earliest, entry.getValue().acknowledgedAt());
            notAfter.put(entry.getKey(), earliest);
        }
    }

    /** The earliest time; {@link Long#MIN_VALUE} when none is known. */
    public long notBefore(long seq) {
        Map.Entry<Long, Long> entry = notBefore.floorEntry(seq);
        return entry == null ? Long.MIN_VALUE : entry.getValue();
    }

    /** The latest time; {@link Long#MAX_VALUE} when none is known. */
    public long notAfter(long seq) {
        Map.Entry<Long, Long> entry = notAfter.ceilingEntry(seq);
        return entry == null ? Long.MAX_VALUE : entry.getValue();
    }
}
