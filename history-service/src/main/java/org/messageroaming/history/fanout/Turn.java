package org.messageroaming.history.fanout;

import java.util.List;
import org.messageroaming.history.journal.Entry;

/**
 * What a shard delivers next.
 *
 * @param worker whose turn it is
 * @param entries the journal entries, at least one
 * @param steps what they come to, in order; none where inboxes are told nothing
 */
record Turn(ShardFanout worker, List<Entry> entries, List<Step> steps) {
    /** Copies the lists. */
    Turn {
        entries = List.copyOf(entries);
        steps = List.copyOf(steps);
    }

    int shard() {
        return worker.shard();
    }

    /** The position of the last entry. */
    long last() {
        return entries.get(entries.size() - 1).position();
    }
}
