package org.messageroaming.history.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.messageroaming.model.Sequence;

/**
 * A run of consecutive message sequences; empty when {@code last < first}.
 *
 * @param first the lowest sequence, inclusive, from 1
 * @param last the highest sequence, inclusive; {@link Sequence#MAX} while the range is open
 */
public record SeqRange(long first, long last) {

    /** @throws IllegalArgumentException when {@code first} is below 1 or {@code last} beyond {@link Sequence#MAX} */
    public SeqRange {
        if (first < 1 || last > Sequence.MAX) {
            throw new IllegalArgumentException("not a range of sequences: " + first + " to " + last);
        }
    }

    /** Everything from {@code first} on. */
    public static SeqRange from(long first) {
        return new SeqRange(first, Sequence.MAX);
    }

    /** Whether it holds no sequence. */
    @JsonIgnore
    public boolean isEmpty() {
        return last < first;
    }

    /** Whether {@code seq} lies in it. */
    public boolean contains(long seq) {
        return first <= seq && seq <= last;
    }

    /** The part of it that is not above {@code limit}; possibly empty. */
    public SeqRange upTo(long limit) {
        return last <= limit ? this : new SeqRange(first, Math.max(limit, first - 1));
    }
}
