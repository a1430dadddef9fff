package org.messageroaming.history.replica.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.conversation.ConversationHead;
import org.messageroaming.history.conversation.ConversationStore;
import org.messageroaming.history.conversation.MemberView;
import org.messageroaming.history.replica.Departure;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** Reads the tables {@code conversation} and {@code former_member}. */
final class CassandraConversations implements ConversationStore {
    private static final String HEAD_COLUMNS =
            "kind, history_visibility, created_at, last_seq, last_message_at, member_count, last_change, position";
    private static final String SELECT_ALL = "SELECT user_id, " + ConversationRows.MEMBERSHIP_COLUMNS + ", "
            + HEAD_COLUMNS + " FROM conversation WHERE conversation_id = :conversation_id";
    private static final String SELECT_HEAD =
            "SELECT " + HEAD_COLUMNS + " FROM conversation WHERE conversation_id = :conversation_id LIMIT 1";
    private static final String SELECT_MEMBER = "SELECT user_id, " + ConversationRows.MEMBERSHIP_COLUMNS + ", "
            + HEAD_COLUMNS + " FROM conversation WHERE conversation_id = :conversation_id AND user_id = :user_id";
    private static final String SELECT_FORMER = "SELECT left_at, left_after, " + ConversationRows.MEMBERSHIP_COLUMNS
            + " FROM former_member WHERE conversation_id = :conversation_id AND user_id = :user_id";
    private static final String SELECT_DEPARTURES =
            "SELECT user_id, ranges FROM departure WHERE conversation_id = :conversation_id";

    private final CqlSession session;
    private final PreparedStatement selectAll;
    private final PreparedStatement selectHead;
    private final PreparedStatement selectMember;
    private final PreparedStatement selectFormer;
    private final PreparedStatement selectDepartures;

    CassandraConversations(CqlSession session) {
        this.session = session;
        this.selectAll = prepare(SELECT_ALL);
        this.selectHead = prepare(SELECT_HEAD);
        this.selectMember = prepare(SELECT_MEMBER);
        this.selectFormer = prepare(SELECT_FORMER);
        this.selectDepartures = prepare(SELECT_DEPARTURES);
    }

    private PreparedStatement prepare(String cql) {
        return session.prepare(SimpleStatement.builder(cql).setIdempotence(true).build());
    }

    @Override
    public CompletionStage<Optional<ConversationHead>> head(ConversationId id) {
        return session.executeAsync(of(selectHead, id))
                .thenApply(rows -> Optional.ofNullable(rows.one())
                        .filter(CassandraConversations::isWhole)
                        .map(row -> ConversationRows.head(id, row)));
    }

    @Override
    public CompletionStage<Optional<MemberView>> memberView(ConversationId id, UserId user) {
        return session.executeAsync(of(selectMember, id, user)).thenCompose(rows -> {
            Row row = rows.one();
            if (row == null) {
                return formerView(id, user);
            }
            return CompletableFuture.completedStage(
                    isWhole(row)
                            ? Optional.of(new MemberView(ConversationRows.head(id, row), ConversationRows.current(row)))
                            : Optional.empty());
        });
    }

    /** Members are written before the head: without a head the conversation is not there yet, and its creation is applied again. */
    private static boolean isWhole(Row row) {
        return !row.isNull("kind");
    }

    private CompletionStage<Optional<MemberView>> formerView(ConversationId id, UserId user) {
        CompletionStage<Optional<ConversationHead>> head = head(id);
        return former(id, user)
                .thenCombine(
                        head,
                        (former, found) -> former.flatMap(
                                membership -> found.map(conversation -> new MemberView(conversation, membership))));
    }

    CompletionStage<Optional<Membership>> former(ConversationId id, UserId user) {
        return session.executeAsync(of(selectFormer, id, user))
                .thenApply(rows -> Optional.ofNullable(rows.one()).map(row -> ConversationRows.former(user, row)));
    }

    CompletionStage<List<Departure>> departures(ConversationId id) {
        return session.executeAsync(of(selectDepartures, id))
                .thenCompose(rows -> collect(rows, new ArrayList<>()))
                .thenApply(rows -> rows.stream()
                        .map(row -> new Departure(
                                new UserId(Objects.requireNonNull(row.getString("user_id"))),
                                ConversationRows.ranges(row)))
                        .toList());
    }

    @Override
    public CompletionStage<List<Membership>> members(ConversationId id) {
        return conversation(id)
                .thenApply(found -> found.map(conversation -> conversation.members().values().stream()
                                .sorted((one, other) -> one.userId().compareTo(other.userId()))
                                .toList())
                        .orElse(List.of()));
    }

    /** The whole partition: head and current members. */
    CompletionStage<Optional<Conversation>> conversation(ConversationId id) {
        return session.executeAsync(of(selectAll, id))
                .thenCompose(rows -> collect(rows, new ArrayList<>()))
                .thenApply(rows -> rows.isEmpty() || !isWhole(rows.get(0))
                        ? Optional.empty()
                        : Optional.of(conversation(id, rows)));
    }

    private static CompletionStage<List<Row>> collect(AsyncResultSet rows, List<Row> all) {
        rows.currentPage().forEach(all::add);
        return rows.hasMorePages()
                ? rows.fetchNextPage().thenCompose(next -> collect(next, all))
                : CompletableFuture.completedStage(all);
    }

    /** The first row's position counts: rows of later result pages may reflect more, never less. */
    private static Conversation conversation(ConversationId id, List<Row> rows) {
        ConversationHead head = ConversationRows.head(id, rows.get(0));
        PMap<UserId, Membership> members = HashTreePMap.empty();
        for (Row row : rows) {
            if (!row.isNull("user_id")) {
                Membership membership = ConversationRows.current(row);
                members = members.plus(membership.userId(), membership);
            }
        }
        return new Conversation(
                id,
                head.kind(),
                head.historyVisibility(),
                head.createdAt(),
                head.lastSeq(),
                head.lastMessageAt(),
                members,
                head.changes(),
                rows.get(0).getLong("position"));
    }

    private static BoundStatement of(PreparedStatement statement, ConversationId id) {
        return statement
                .boundStatementBuilder()
                .setString("conversation_id", id.value())
                .build();
    }

    private static BoundStatement of(PreparedStatement statement, ConversationId id, UserId user) {
        return statement
                .boundStatementBuilder()
                .setString("conversation_id", id.value())
                .setString("user_id", user.value())
                .build();
    }
}
