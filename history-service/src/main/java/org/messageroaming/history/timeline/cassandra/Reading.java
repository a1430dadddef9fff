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
    private final boolean backwards;
    private final List<Message> messages = new ArrayList<>();
    private long rowsSeen;
    private long bytesSeen;
    private long bytes;
    private boolean leftOut;

    /** @param descending whether rows come that way round; those of an excerpt that is wanted newest first may come ascending, all at once */
    Reading(ConversationId id, Excerpt excerpt, boolean descending) {
        this.id = id;
        this.excerpt = excerpt;
        this.backwards = excerpt.newestFirst() && !descending;
    }

    /** Whether the contents have reached what they may take. */
    boolean isFull() {
        return !messages.isEmpty() && bytes >= excerpt.maxBytes();
    }

    /** How large the content of a row was so far, in bytes. */
    long meanBytes() {
        return rowsSeen == 0 ? 0 : bytesSeen / rowsSeen;
    }

    /** Takes of the next rows what is wanted, as long as there is room. */
    void take(Iterable<Row> rows) {
        if (!backwards) {
            rows.forEach(this::take);
            return;
        }
        List<Row> all = new ArrayList<>();
        rows.forEach(all::add);
        Collections.reverse(all);
        all.forEach(this::take);
    }

    private void take(Row row) {
        @Nullable ByteBuffer content = row.getBytesUnsafe(CONTENT);
        int length = content == null ? 0 : content.remaining();
        rowsSeen++;
        bytesSeen += length;
        if (!excerpt.wanted().test(sequence(row))) {
            return;
        }
        if (isFull()) {
            leftOut = true;
            return;
        }
        Message message = message(id, row);
        messages.add(message);
        bytes += message.content() == null ? 0 : length;
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
