package org.messageroaming.history.replica;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.state.Event;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;

/**
 * How many entries are applied together: no more than one alone could have held.
 *
 * @param rows how many rows of a kind they come to at most
 * @param bytes about how much content they have together at most
 */
record Lots(int rows, long bytes) {

    /**
     * How many of the first entries go together: one at least, whatever it holds.
     *
     * @param most how many at most, from 1
     */
    int next(List<Entry> entries, int most) {
        int count = 0;
        long rowsSoFar = 0;
        long bytesSoFar = 0;
        for (Entry entry : entries.subList(0, Math.min(most, entries.size()))) {
            rowsSoFar += entry.events().stream().mapToLong(Lots::rowsOf).sum();
            bytesSoFar += entry.events().stream().mapToLong(Lots::bytesOf).sum();
            if (count > 0 && (rowsSoFar > rows || bytesSoFar > bytes)) {
                break;
            }
            count++;
        }
        return count;
    }

    private static long rowsOf(Event event) {
        if (event instanceof Event.ConversationCreated created) {
            return created.members().size();
        }
        return event instanceof Event.OperationApplied applied
                        && applied.operation() instanceof Operation.Delete deletion
                ? deletion.seqs().size()
                : 1;
    }

    private static long bytesOf(Event event) {
        if (event instanceof Event.MessageAppended appended) {
            return length(appended.message());
        }
        return event instanceof Event.OperationApplied applied ? length(applied.message()) : 0;
    }

    private static long length(@Nullable Message message) {
        return message == null || message.content() == null
                ? 0
                : message.content().json().length();
    }
}
