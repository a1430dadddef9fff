package org.messageroaming.history.journal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.state.Event;

/**
 * Per shard a linear list of entries at positions 1, 2, 3, …, grown by conditional inserts only, so that of any number of
 * claimants exactly one gets a position and all others learn who did.
 *
 * <p>Positions are grouped into segments of a fixed size, which are dropped whole once everything in them is applied and
 * delivered. A dropped segment stays sealed: no claim on one of its positions succeeds ever again.
 *
 * <p>Every stage completes within the store's time limit, exceptionally when the store does not answer. An exceptional
 * {@link #claim} may have taken effect.
 */
public interface Journal {

    /** Puts {@code entry} at its position if that is free and its segment not sealed. */
    CompletionStage<Claim> claim(int shard, Entry entry);

    /**
     * What stands at a position, once every claim under way on it is settled: the way to learn the outcome of a claim that
     * timed out.
     *
     * @return empty when the position is free, and then an earlier claim on it can no longer succeed
     */
    CompletionStage<Optional<Entry>> settle(int shard, long position);

    /**
     * Reads on from a position.
     *
     * @param from the first position, inclusive
     * @param limit how many entries at most, from 1
     */
    CompletionStage<Slice> read(int shard, long from, int limit);

    /**
     * Replaces the events of an entry by the same with less content, unless it was dropped, or replaced since it was read.
     *
     * @param read the entry as it was read
     * @return false when it stands and reads otherwise by now, so that it must be looked at again
     */
    CompletionStage<Boolean> replace(int shard, Entry read, List<Event> events);

    /** How many positions a segment has. */
    int segmentSize();

    /** The segment that holds a position, from 0. */
    default long segmentOf(long position) {
        return (position - 1) / segmentSize();
    }

    /**
     * Seals a segment and drops its entries in one deletion. Doing it again changes nothing.
     *
     * @param segment one whose every position is claimed, applied and delivered
     */
    CompletionStage<Void> drop(int shard, long segment);

    /**
     * Consecutive entries.
     *
     * @param entries by position, without a hole; fewer than asked for at the journal's end or a segment's
     * @param sealed true when the first position's segment was dropped; there are no entries then
     */
    record Slice(List<Entry> entries, boolean sealed) {
        /** Copies the entries. */
        public Slice {
            entries = List.copyOf(entries);
        }
    }
}
