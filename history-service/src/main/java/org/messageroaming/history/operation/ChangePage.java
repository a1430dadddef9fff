package org.messageroaming.history.operation;

import java.util.List;
import org.messageroaming.model.Operation;

/**
 * A stretch of a conversation's changes.
 *
 * @param changes fewer than asked for also where contents of edits are large; in the order in which they were applied, as far as they touch what the reader can see; an edit has the content that
 *     the message has now
 * @param cursor where the next page goes on
 * @param hasMore whether there is a next page now
 */
public record ChangePage(List<Operation> changes, String cursor, boolean hasMore) {
    /** Copies the changes. */
    public ChangePage {
        changes = List.copyOf(changes);
    }
}
