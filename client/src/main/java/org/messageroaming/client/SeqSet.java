package org.messageroaming.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sequences of a conversation are known locally: as ranges, since that is how pages cover them. A sequence may be known and
 * have no message, because it is deleted, cleared, or was never visible.
 *
 * @param ranges ascending, disjoint, not adjacent, none empty
 */
public record SeqSet(List<Range> ranges) {
    /** Nothing is known. */
    public static final SeqSet EMPTY = new SeqSet(List.of());

    /** Copies the ranges. */
    public SeqSet {
        ranges = List.copyOf(ranges);
    }

    /** From {@code first} to {@code last}, both inclusive. */
    public record Range(long first, long last) {}

    /** This and everything from {@code first} to {@code last}, both inclusive; nothing when {@code last} is lower. */
    public SeqSet with(long first, long last) {
        if (last < first) {
            return this;
        }
        long from = first;
        long to = last;
        List<Range> before = new ArrayList<>();
        List<Range> after = new ArrayList<>();
        for (Range range : ranges) {
            if (range.last() < from - 1) {
                before.add(range);
            } else if (range.first() > to + 1) {
                after.add(range);
            } else {
                from = Math.min(from, range.first());
                to = Math.max(to, range.last());
            }
        }
        before.add(new Range(from, to));
        before.addAll(after);
        return new SeqSet(before);
    }

    /** The newest range; {@code 0} to {@code 0} when nothing is known. */
    public Range newest() {
        return ranges.isEmpty() ? new Range(0, 0) : ranges.get(ranges.size() - 1);
    }

    /** The hole just before the newest range; null when nothing older is known. */
    public @Nullable Range newestHole() {
        if (ranges.size() < 2) {
            return null;
        }
        Range older = ranges.get(ranges.size() - 2);
        return new Range(older.last() + 1, newest().first() - 1);
    }
}
