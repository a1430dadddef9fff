package org.messageroaming.history.replica.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.messageroaming.history.conversation.ConversationHead;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/** Between the columns of {@code conversation} and {@code former_member} and the values that they hold. */
final class ConversationRows {

    private ConversationRows() {}

    static ConversationHead head(ConversationId id, Row row) {
        return new ConversationHead(
                id,
                ConversationKind.valueOf(row.getString("kind")),
                HistoryVisibility.valueOf(row.getString("history_visibility")),
                Objects.requireNonNull(row.getInstant("created_at")),
                row.getLong("last_seq"),
                row.getInstant("last_message_at"),
                row.getInt("member_count"));
    }

    static Membership current(Row row) {
        return new Membership(
                new UserId(Objects.requireNonNull(row.getString("user_id"))),
                Objects.requireNonNull(row.getInstant("joined_at")),
                null,
                ranges(row),
                0);
    }

    static Membership former(UserId user, Row row) {
        return new Membership(
                user,
                Objects.requireNonNull(row.getInstant("joined_at")),
                Objects.requireNonNull(row.getInstant("left_at")),
                ranges(row),
                row.getLong("left_after"));
    }

    static List<Long> bounds(List<SeqRange> ranges) {
        List<Long> bounds = new ArrayList<>();
        for (SeqRange range : ranges) {
            bounds.add(range.first());
            bounds.add(range.last());
        }
        return bounds;
    }

    private static List<SeqRange> ranges(Row row) {
        List<Long> bounds = row.getList("ranges", Long.class);
        List<SeqRange> ranges = new ArrayList<>();
        for (int i = 0; bounds != null && i + 1 < bounds.size(); i += 2) {
            ranges.add(new SeqRange(bounds.get(i), bounds.get(i + 1)));
        }
        return ranges;
    }
}
