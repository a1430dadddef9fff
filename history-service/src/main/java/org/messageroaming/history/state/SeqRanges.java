package org.messageroaming.history.state;

import java.util.ArrayList;
import java.util.List;

/** Arithmetic on lists of ranges that are ascending, disjoint and not empty. */
public final class SeqRanges {

    private SeqRanges() {}

    /** The part of the ranges that is above {@code seq}. */
    public static List<SeqRange> above(List<SeqRange> ranges, long seq) {
        return ranges.stream()
                .filter(range -> range.last() > seq)
                .map(range -> range.first() > seq ? range : new SeqRange(seq + 1, range.last()))
                .toList();
    }

    /**
     * The ranges without some sequences.
     *
     * @param removed ascending
     */
    public static List<SeqRange> without(List<SeqRange> ranges, List<Long> removed) {
        if (removed.isEmpty()) {
            return ranges;
        }
        List<SeqRange> left = new ArrayList<>();
        int next = 0;
        for (SeqRange range : ranges) {
            long first = range.first();
            while (next < removed.size() && removed.get(next) < first) {
                next++;
            }
            while (next < removed.size() && removed.get(next) <= range.last()) {
                long gap = removed.get(next++);
                if (gap > first) {
                    left.add(new SeqRange(first, gap - 1));
                }
                first = gap + 1;
            }
            if (first <= range.last()) {
                left.add(new SeqRange(first, range.last()));
            }
        }
        return List.copyOf(left);
    }

    /** How many sequences the ranges hold. */
    public static long count(List<SeqRange> ranges) {
        return ranges.stream()
                .mapToLong(range -> range.last() - range.first() + 1)
                .sum();
    }

    /** Whether one of the ranges holds {@code seq}. */
    public static boolean contain(List<SeqRange> ranges, long seq) {
        return ranges.stream().anyMatch(range -> range.contains(seq));
    }
}
