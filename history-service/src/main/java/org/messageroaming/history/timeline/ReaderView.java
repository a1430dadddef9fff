package org.messageroaming.history.timeline;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.state.SeqRanges;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/**
 * What one reader sees of one conversation at a moment. What the reader deleted is looked up bucket by bucket, and only where it
 * deleted anything: whoever deleted nothing costs nothing. For one thread.
 */
public final class ReaderView {
    private final ConversationId id;
    private final @Nullable UserId user;
    private final long lastDeleted;
    private final HiddenMessages hidden;
    private final Function<Supplier<CompletionStage<List<Long>>>, List<Long>> ask;
    private final Set<Long> narrowed = new HashSet<>();
    private List<SeqRange> ranges;

    /**
     * @param user who reads; null for a service, which sees all
     * @param ranges what is visible before deletions: ascending, disjoint, none empty
     * @param lastDeleted the greatest sequence that the user deleted; 0 when there is none
     * @param ask makes the call and waits for the store, within its time limit
     */
    public ReaderView(
            ConversationId id,
            @Nullable UserId user,
            List<SeqRange> ranges,
            long lastDeleted,
            HiddenMessages hidden,
            Function<Supplier<CompletionStage<List<Long>>>, List<Long>> ask) {
        this.id = id;
        this.user = user;
        this.ranges = List.copyOf(ranges);
        this.lastDeleted = lastDeleted;
        this.hidden = hidden;
        this.ask = ask;
    }

    /** Which conversation it is a view of. */
    public ConversationId conversationId() {
        return id;
    }

    /** Who reads; null for a service. */
    public @Nullable UserId user() {
        return user;
    }

    /** What is visible, as far as it has been narrowed: ascending, disjoint, none empty. */
    public List<SeqRange> ranges() {
        return ranges;
    }

    /**
     * Takes out what the reader deleted in the buckets from {@code first} to {@code last}.
     *
     * @return whether anything was taken out
     */
    public boolean narrow(long first, long last) {
        boolean changed = false;
        for (long bucket = hidden.buckets().of(first);
                bucket <= hidden.buckets().of(Math.min(last, lastDeleted));
                bucket++) {
            changed |= narrowBucket(bucket);
        }
        return changed;
    }

    private boolean narrowBucket(long bucket) {
        if (user == null || lastDeleted == 0 || !narrowed.add(bucket)) {
            return false;
        }
        List<Long> deleted = ask.apply(() -> hidden.read(id, user, bucket));
        ranges = SeqRanges.without(ranges, deleted);
        return !deleted.isEmpty();
    }

    /** The oldest visible sequence; 0 when there is none. Reads one bucket of deletions, more where all of it is deleted. */
    public long first() {
        while (!ranges.isEmpty()) {
            long first = ranges.get(0).first();
            if (first > lastDeleted || !narrow(first, first)) {
                return first;
            }
        }
        return 0;
    }

    /** The newest visible sequence; 0 when there is none. Reads one bucket of deletions, more where all of it is deleted. */
    public long last() {
        while (!ranges.isEmpty()) {
            long last = ranges.get(ranges.size() - 1).last();
            if (last > lastDeleted || !narrow(last, last)) {
                return last;
            }
        }
        return 0;
    }

    /** Whether the reader sees a message. */
    public boolean shows(long seq) {
        if (seq <= lastDeleted) {
            narrow(seq, seq);
        }
        return SeqRanges.contain(ranges, seq);
    }

    /** How many visible messages come after {@code seq}. Reads the buckets of deletions between it and the last deleted one. */
    public long countAfter(long seq) {
        if (seq < lastDeleted) {
            SeqRanges.above(ranges, seq).stream()
                    .filter(range -> range.first() <= lastDeleted)
                    .toList()
                    .forEach(range -> narrow(range.first(), range.last()));
        }
        return SeqRanges.count(SeqRanges.above(ranges, seq));
    }
}
