package org.messageroaming.history.timeline;

import org.messageroaming.history.state.SeqRange;

/**
 * How a conversation's messages are cut into buckets: by sequence, so that no bucket but the last is ever short, and none has
 * to be looked for.
 *
 * @param size messages in a full bucket, from 1
 */
public record Buckets(long size) {

    /** The bucket of a message, from 0. */
    public long of(long seq) {
        return (seq - 1) / size;
    }

    /** The sequences of a bucket. */
    public SeqRange range(long bucket) {
        return new SeqRange(bucket * size + 1, (bucket + 1) * size);
    }
}
