package org.messageroaming.history.timeline;

import java.util.function.LongPredicate;
import org.messageroaming.history.state.SeqRange;

/**
 * What is wanted of a timeline.
 *
 * @param range within one bucket
 * @param wanted which sequences of it; the others are passed over
 * @param newestFirst from which end it is read; what does not fit is left out at the other
 * @param maxBytes how large the contents may become together, in bytes of UTF-8: nothing is read any more when they have reached it
 */
public record Excerpt(SeqRange range, LongPredicate wanted, boolean newestFirst, long maxBytes) {

    /** All of a range. */
    public static Excerpt all(SeqRange range) {
        return new Excerpt(range, seq -> true, false, Long.MAX_VALUE);
    }
}
