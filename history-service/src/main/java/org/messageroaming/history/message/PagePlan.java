package org.messageroaming.history.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.Buckets;

/**
 * Which sequences a page consists of, worked out by arithmetic alone, since sequences are dense and no message ever leaves the
 * timeline. A page touches at most two neighbouring buckets; where what is visible has a gap wider than the longest page, the
 * page ends there. It shows less where contents are large.
 *
 * @param shown what the page shows at most: ascending, disjoint, none empty
 * @param reads what to read: one range a bucket, at most two, ascending
 * @param from where reading begins: backwards below it, onwards from it on
 */
record PagePlan(List<SeqRange> shown, List<SeqRange> reads, long from) {
    private static final int WIDEST_GAP = 200;

    /** The last {@code limit} visible sequences up to {@code last}, inclusive. */
    static PagePlan backward(List<SeqRange> visible, long last, int limit, Buckets buckets) {
        Deque<SeqRange> shown = new ArrayDeque<>();
        long room = limit;
        for (int i = visible.size() - 1; i >= 0 && room > 0; i--) {
            SeqRange range = visible.get(i).upTo(last);
            if (range.isEmpty()) {
                continue;
            }
            long newest = shown.isEmpty() ? range.last() : shown.getLast().last();
            if (!shown.isEmpty() && shown.getFirst().first() - range.last() > WIDEST_GAP) {
                break;
            }
            long oldestBucket = Math.max(0, buckets.of(newest) - 1);
            long first = Math.max(
                    Math.max(range.first(), range.last() - room + 1),
                    buckets.range(oldestBucket).first());
            if (first > range.last()) {
                break;
            }
            shown.addFirst(new SeqRange(first, range.last()));
            room -= range.last() - first + 1;
        }
        return of(List.copyOf(shown), last + 1, buckets);
    }

    /** The first {@code limit} visible sequences from {@code first}, inclusive. */
    static PagePlan forward(List<SeqRange> visible, long first, int limit, Buckets buckets) {
        List<SeqRange> shown = new ArrayList<>();
        long room = limit;
        for (SeqRange range : visible) {
            long from = Math.max(range.first(), first);
            if (room == 0 || from > range.last()) {
                continue;
            }
            if (!shown.isEmpty() && from - shown.get(shown.size() - 1).last() > WIDEST_GAP) {
                break;
            }
            long newestBucket = buckets.of(shown.isEmpty() ? from : shown.get(0).first()) + 1;
            long to = Math.min(
                    Math.min(range.last(), from + room - 1),
                    buckets.range(newestBucket).last());
            if (to < from) {
                break;
            }
            shown.add(new SeqRange(from, to));
            room -= to - from + 1;
        }
        return of(shown, first, buckets);
    }

    /** About half of {@code limit} before {@code seq}, the rest from it on; one side's shortage is the other's gain. */
    static PagePlan around(List<SeqRange> visible, long seq, int limit, Buckets buckets) {
        PagePlan older = backward(visible, seq - 1, limit / 2, buckets);
        PagePlan newer = forward(visible, seq, limit - older.count(), buckets);
        if (newer.count() == 0) {
            return backward(visible, seq - 1, limit, buckets);
        }
        PagePlan both = backward(visible, newer.last(), limit, buckets);
        return new PagePlan(both.shown(), both.reads(), seq);
    }

    private static PagePlan of(List<SeqRange> shown, long from, Buckets buckets) {
        if (shown.isEmpty()) {
            return new PagePlan(List.of(), List.of(), from);
        }
        long first = shown.get(0).first();
        long last = shown.get(shown.size() - 1).last();
        long bucketEnd = buckets.range(buckets.of(first)).last();
        return new PagePlan(
                shown,
                last <= bucketEnd
                        ? List.of(new SeqRange(first, last))
                        : List.of(new SeqRange(first, bucketEnd), new SeqRange(bucketEnd + 1, last)),
                from);
    }

    /** What is to be read backwards: the newest range first. */
    List<SeqRange> backwards() {
        return reads.stream()
                .map(range -> range.upTo(from - 1))
                .filter(range -> !range.isEmpty())
                .sorted(Comparator.comparingLong(SeqRange::first).reversed())
                .toList();
    }

    /** What is to be read onwards: the oldest range first. */
    List<SeqRange> onwards() {
        return reads.stream()
                .map(range -> new SeqRange(Math.max(range.first(), from), range.last()))
                .filter(range -> !range.isEmpty())
                .toList();
    }

    /** How many messages the page has at most. */
    int count() {
        return (int) shown.stream()
                .mapToLong(range -> range.last() - range.first() + 1)
                .sum();
    }

    /** The newest sequence; 0 when the page is empty. */
    long last() {
        return shown.isEmpty() ? 0 : shown.get(shown.size() - 1).last();
    }

    /** The oldest sequence; 0 when the page is empty. */
    long first() {
        return shown.isEmpty() ? 0 : shown.get(0).first();
    }

    boolean shows(long seq) {
        return shown.stream().anyMatch(range -> range.contains(seq));
    }
}
