package org.messageroaming.history.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.UserId;

/**
 * One user's belonging to one conversation, past intervals included.
 *
 * @param userId whose it is
 * @param joinedAt when the latest interval began
 * @param leftAt when the latest interval ended; null for a current member
 * @param ranges what was appended while it was a member: ascending, disjoint, not adjacent, none empty except an open one that
 *     nothing has been appended to yet; only the last one of a current member is open
 * @param leftAfter the conversation's last sequence at the latest leaving, 0 when it had none; meaningless for a current member
 * @param marks how far the user has come, and what it hid; they outlast a leaving
 */
public record Membership(
        UserId userId, Instant joinedAt, @Nullable Instant leftAt, List<SeqRange> ranges, long leftAfter, Marks marks) {

    /** Copies the ranges. */
    public Membership {
        ranges = List.copyOf(ranges);
    }

    /** A first join: the member sees what follows {@code afterSeq}. */
    public static Membership joined(UserId userId, Instant joinedAt, long afterSeq) {
        return new Membership(userId, joinedAt, null, List.of(SeqRange.from(afterSeq + 1)), 0, Marks.NONE);
    }

    /** Whether it is a current member's. */
    @JsonIgnore
    public boolean isCurrent() {
        return leftAt == null;
    }

    /** A join after a leaving; an interval that was backdated into an earlier one is merged with it. */
    public Membership rejoined(Instant at, long afterSeq) {
        List<SeqRange> all = new ArrayList<>(ranges);
        long first = afterSeq + 1;
        while (!all.isEmpty() && all.get(all.size() - 1).last() >= first - 1) {
            first = Math.min(first, all.remove(all.size() - 1).first());
        }
        all.add(SeqRange.from(first));
        return new Membership(userId, at, null, all, 0, marks);
    }

    /** The end of the current interval, after the message {@code lastSeq}; 0 when there is none. */
    public Membership left(Instant at, long lastSeq) {
        List<SeqRange> all = new ArrayList<>(ranges);
        SeqRange closed = all.remove(all.size() - 1).upTo(lastSeq);
        if (!closed.isEmpty()) {
            all.add(closed);
        }
        return new Membership(userId, joinedAt, at, all, lastSeq, marks);
    }

    /** This membership with other marks. */
    public Membership marked(Marks newMarks) {
        return newMarks.equals(marks) ? this : new Membership(userId, joinedAt, leftAt, ranges, leftAfter, newMarks);
    }

    /**
     * What belonging to the conversation lets this user see, whatever it hid from itself since.
     *
     * @param lastSeq the conversation's last message
     * @return ascending, disjoint, none empty
     */
    public List<SeqRange> permitted(HistoryVisibility visibility, long lastSeq) {
        List<SeqRange> candidates = visibility == HistoryVisibility.FULL ? List.of(SeqRange.from(1)) : ranges;
        long limit = isCurrent() ? lastSeq : Math.min(lastSeq, leftAfter);
        return candidates.stream()
                .map(range -> range.upTo(limit))
                .filter(range -> !range.isEmpty())
                .toList();
    }

    /** What is permitted and was not cleared; single deleted messages are still in it. */
    public List<SeqRange> visible(HistoryVisibility visibility, long lastSeq) {
        return SeqRanges.above(permitted(visibility, lastSeq), marks.clearedUpTo());
    }
}
