package org.messageroaming.history.timeline.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.timeline.Excerpt;
import org.messageroaming.history.timeline.Passage;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;

/**
 * What has been read of an excerpt so far. Values are taken by place and codec, in the order in which {@link CassandraTimeline} selects
 * them: looking both up for each value would take most of a page's time.
 */
final class Reading {
    private static final int SEQ = 0;
    private static final int CONTENT = 4;

    private final ConversationId id;
    private final Excerpt excerpt;
    private final List<Message> messages = new ArrayList<>();
    private long bytes;
    private boolean leftOut;

    Reading(ConversationId id, Excerpt excerpt) {
        this.id = id;
        this.excerpt = excerpt;
    }

    /** Whether the contents have reached what they may take. */
    boolean isFull() {
        return bytes >= excerpt.maxBytes();
    }

    /** Takes the next row, if it is wanted and there is room. */
    void take(Row row) {
        if (!excerpt.wanted().test(sequence(row))) {
            return;
        }
        if (isFull()) {
            leftOut = true;
            return;
        }
        messages.add(message(id, row));
        @Nullable ByteBuffer content = row.getBytesUnsafe(CONTENT);
        bytes += content == null ? 0 : content.remaining();
    }

    /** @param toTheEnd whether every row of the excerpt was offered */
    Passage passage(boolean toTheEnd) {
        if (excerpt.newestFirst()) {
            Collections.reverse(messages);
        }
        return new Passage(messages, bytes, toTheEnd && !leftOut);
    }

    private static long sequence(Row row) {
        return Objects.requireNonNull(row.get(SEQ, TypeCodecs.BIGINT));
    }

    private static Message message(ConversationId id, Row row) {
        @Nullable Instant recalledAt = row.get(7, TypeCodecs.TIMESTAMP);
        // What was recalled stays so, should a replica that missed the deletion bring the content back.
        @Nullable String content = recalledAt == null ? row.get(CONTENT, TypeCodecs.TEXT) : null;
        @Nullable String recalledBy = row.get(8, TypeCodecs.TEXT);
        return new Message(
                id,
                new Sequence(sequence(row)),
                new UserId(Objects.requireNonNull(row.get(1, TypeCodecs.TEXT))),
                new ClientMessageId(Objects.requireNonNull(row.get(2, TypeCodecs.TEXT))),
                new MessageType(Objects.requireNonNull(row.get(3, TypeCodecs.TEXT))),
                content == null ? null : new Content(content),
                Objects.requireNonNull(row.get(5, TypeCodecs.TIMESTAMP)),
                row.get(6, TypeCodecs.TIMESTAMP),
                recalledAt,
                recalledBy == null ? null : new UserId(recalledBy));
    }
}
