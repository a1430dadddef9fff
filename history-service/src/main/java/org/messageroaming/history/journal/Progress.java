package org.messageroaming.history.journal;

import java.util.concurrent.CompletionStage;

/** How far the followers of each shard's journal have come. Marks only move forward, whoever writes them and however late. */
public interface Progress {

    /** The marks as they are stored. */
    CompletionStage<Marks> read(int shard);

    /** Every entry up to {@code position} (inclusive) is in the read tables. */
    CompletionStage<Void> applied(int shard, long position);

    /** Every entry up to {@code position} (inclusive) is in its recipients' inboxes. */
    CompletionStage<Void> delivered(int shard, long position);

    /**
     * A shard's marks.
     *
     * @param applied up to which position (inclusive) entries are surely in the read tables; 0 at first
     * @param delivered up to which position (inclusive) entries are surely in the inboxes; 0 at first
     */
    record Marks(long applied, long delivered) {}
}
