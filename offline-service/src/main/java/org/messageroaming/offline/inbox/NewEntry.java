package org.messageroaming.offline.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.EntryId;

/**
 * An entry that has no sequence yet.
 *
 * @param entryId the same however often it is delivered
 * @param createdAt when it happened; null for the time of delivery
 * @param members the entry's JSON members without {@code seq} and {@code createdAt} and without braces: {@code "entryId":…}
 */
public record NewEntry(EntryId entryId, @Nullable Instant createdAt, String members) {

    /** The content is never logged. */
    @Override
    public String toString() {
        return "NewEntry[" + entryId + "]";
    }
}
