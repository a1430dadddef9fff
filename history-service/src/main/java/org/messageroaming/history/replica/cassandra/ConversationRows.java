package org.messageroaming.history.replica.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.conversation.ConversationHead;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.Marks;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.OperationText;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/** Between the columns of {@code conversation}, {@code former_member} and {@code departure} and the values that they hold. */
final class ConversationRows {
    /** The columns of a membership that both tables have. */
    static final String MEMBERSHIP_COLUMNS = "joined_at, ranges, read_up_to, cleared_up_to, deletions, last_deleted,"
            + " read_operation, read_position, clear_operation, clear_position";

    private ConversationRows() {}

    static ConversationHead head(ConversationId id, Row row) {
        return new ConversationHead(
                id,
                ConversationKind.valueOf(row.getString("kind")),
                HistoryVisibility.valueOf(row.getString("history_visibility")),
                Objects.requireNonNull(row.getInstant("created_at")),
                row.getLong("last_seq"),
                row.getInstant("last_message_at"),
                row.getInt("member_count"),
                row.getLong("last_change"));
    }

    static Membership current(Row row) {
        return new Membership(
                new UserId(Objects.requireNonNull(row.getString("user_id"))),
                Objects.requireNonNull(row.getInstant("joined_at")),
                null,
                ranges(row),
                0,
                marks(row));
    }

    static Membership former(UserId user, Row row) {
        return new Membership(
                user,
                Objects.requireNonNull(row.getInstant("joined_at")),
                Objects.requireNonNull(row.getInstant("left_at")),
                ranges(row),
                row.getLong("left_after"),
                marks(row));
    }

    private static Marks marks(Row row) {
        return new Marks(
                row.getLong("read_up_to"),
                row.getLong("cleared_up_to"),
                row.getLong("deletions"),
                row.getLong("last_deleted"),
                placed(row, "read"),
                placed(row, "clear"));
    }

    private static Marks.@Nullable Placed placed(Row row, String name) {
        String operation = row.getString(name + "_operation");
        return operation == null
                ? null
                : new Marks.Placed(OperationText.read(operation), row.getLong(name + "_position"));
    }

    /** Sets {@link #MEMBERSHIP_COLUMNS}; what there is none of stays unset, since writing null would leave a tombstone. */
    static BoundStatementBuilder bind(BoundStatementBuilder statement, Membership membership) {
        Marks marks = membership.marks();
        BoundStatementBuilder plain = statement
                .setInstant("joined_at", membership.joinedAt())
                .setList("ranges", bounds(membership.ranges()), Long.class)
                .setLong("read_up_to", marks.readUpTo())
                .setLong("cleared_up_to", marks.clearedUpTo())
                .setLong("deletions", marks.deletions())
                .setLong("last_deleted", marks.lastDeleted());
        return bind(bind(plain, "read", marks.read()), "clear", marks.clear());
    }

    private static BoundStatementBuilder bind(
            BoundStatementBuilder statement, String name, Marks.@Nullable Placed placed) {
        return placed == null
                ? statement
                : statement
                        .setString(name + "_operation", OperationText.withoutContent(placed.operation()))
                        .setLong(name + "_position", placed.position());
    }

    static List<Long> bounds(List<SeqRange> ranges) {
        List<Long> bounds = new ArrayList<>();
        for (SeqRange range : ranges) {
            bounds.add(range.first());
            bounds.add(range.last());
        }
        return bounds;
    }

    static List<SeqRange> ranges(Row row) {
        List<Long> bounds = row.getList("ranges", Long.class);
        List<SeqRange> ranges = new ArrayList<>();
        for (int i = 0; bounds != null && i + 1 < bounds.size(); i += 2) {
            ranges.add(new SeqRange(bounds.get(i), bounds.get(i + 1)));
        }
        return ranges;
    }
}
