package org.messageroaming.history.message;

import java.time.Instant;
import org.messageroaming.model.Sequence;

/** Where a page lies. */
public sealed interface PageAnchor {

    /** It ends with the newest visible message. */
    record Newest() implements PageAnchor {}

    /** It begins with the oldest visible message. */
    record Oldest() implements PageAnchor {}

    /** It ends before {@code seq}, exclusive. */
    record Before(Sequence seq) implements PageAnchor {}

    /** It begins after {@code seq}, exclusive. */
    record After(Sequence seq) implements PageAnchor {}

    /** It has {@code seq} in its middle, as far as there are messages on both sides. */
    record Around(Sequence seq) implements PageAnchor {}

    /** It begins with the first message that was sent at or after {@code time}. */
    record At(Instant time) implements PageAnchor {}
}
