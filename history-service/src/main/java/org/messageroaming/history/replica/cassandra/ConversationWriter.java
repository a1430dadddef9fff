package org.messageroaming.history.replica.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.messageroaming.history.conversation.UserConversations;
import org.messageroaming.history.replica.Outcome;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/** The statements that write {@code conversation}, {@code former_member}, {@code departure} and {@code user_conversation}. */
final class ConversationWriter {
    private static final String SET_HEAD = """
            UPDATE conversation USING TIMESTAMP :entry SET kind = :kind, history_visibility = :history_visibility,
              created_at = :created_at, last_seq = :last_seq, last_message_at = :last_message_at,
              member_count = :member_count, last_change = :last_change, position = :entry
            WHERE conversation_id = :conversation_id""";
    private static final String MARK_COLUMNS = """
            :joined_at, :ranges, :read_up_to, :cleared_up_to, :deletions, :last_deleted,
              :read_operation, :read_position, :clear_operation, :clear_position""";
    private static final String INSERT_MEMBER = "INSERT INTO conversation (conversation_id, user_id, "
            + ConversationRows.MEMBERSHIP_COLUMNS + ") VALUES (:conversation_id, :user_id, " + MARK_COLUMNS
            + ") USING TIMESTAMP :entry";
    private static final String DELETE_MEMBER = """
            DELETE FROM conversation USING TIMESTAMP :entry
            WHERE conversation_id = :conversation_id AND user_id = :user_id""";
    private static final String INSERT_FORMER =
            "INSERT INTO former_member (conversation_id, user_id, left_at, left_after, "
                    + ConversationRows.MEMBERSHIP_COLUMNS
                    + ") VALUES (:conversation_id, :user_id, :left_at, :left_after, " + MARK_COLUMNS
                    + ") USING TIMESTAMP :entry";
    private static final String INSERT_DEPARTURE = """
            INSERT INTO departure (conversation_id, user_id, ranges) VALUES (:conversation_id, :user_id, :ranges)
            USING TIMESTAMP :entry AND TTL :memory""";
    private static final String INSERT_LISTING = """
            INSERT INTO user_conversation (user_id, bucket, conversation_id, position)
            VALUES (:user_id, :bucket, :conversation_id, :entry) USING TIMESTAMP :entry""";

    private final CqlSession session;
    private final int departureMemory;
    private final PreparedStatement setHead;
    private final PreparedStatement insertMember;
    private final PreparedStatement deleteMember;
    private final PreparedStatement insertFormer;
    private final PreparedStatement insertDeparture;
    private final PreparedStatement insertListing;

    ConversationWriter(CqlSession session, Duration departureMemory) {
        this.session = session;
        this.departureMemory = Math.toIntExact(departureMemory.toSeconds());
        this.setHead = prepare(SET_HEAD);
        this.insertMember = prepare(INSERT_MEMBER);
        this.deleteMember = prepare(DELETE_MEMBER);
        this.insertFormer = prepare(INSERT_FORMER);
        this.insertDeparture = prepare(INSERT_DEPARTURE);
        this.insertListing = prepare(INSERT_LISTING);
    }

    private PreparedStatement prepare(String cql) {
        return session.prepare(SimpleStatement.builder(cql).setIdempotence(true).build());
    }

    /**
     * What must be readable before the conversation itself tells of it. Who was erased goes first, by a deletion that a joining in the same
     * entry outlives: a membership is written without what it lacks, and would else keep that of the one before.
     */
    Stream<BoundStatement> before(long entry, Outcome.Touched touched) {
        ConversationId id = touched.after().id();
        return Stream.of(
                        touched.joined().stream().map(user -> listing(entry, id, user)),
                        touched.left().stream().map(left -> former(entry, id, left)),
                        touched.left().stream().map(left -> departure(entry, touched.after(), left)),
                        touched.erased().stream().map(user -> deletion(entry - 1, id, user)))
                .flatMap(statements -> statements);
    }

    private BoundStatement listing(long entry, ConversationId id, UserId user) {
        return insertListing
                .boundStatementBuilder()
                .setString("user_id", user.value())
                .setInt("bucket", UserConversations.bucketOf(id))
                .setString("conversation_id", id.value())
                .setLong("entry", entry)
                .build();
    }

    private BoundStatement former(long entry, ConversationId id, Membership membership) {
        return ConversationRows.bind(insertFormer.boundStatementBuilder(), membership)
                .setString("conversation_id", id.value())
                .setString("user_id", membership.userId().value())
                .setInstant("left_at", membership.leftAt())
                .setLong("left_after", membership.leftAfter())
                .setLong("entry", entry)
                .build();
    }

    /** With all that the user could see: where that is everything, it was told of edits of what is older than its membership. */
    private BoundStatement departure(long entry, Conversation after, Membership membership) {
        List<SeqRange> seen = membership.permitted(after.historyVisibility(), after.lastSeq());
        return insertDeparture
                .boundStatementBuilder()
                .setString("conversation_id", after.id().value())
                .setString("user_id", membership.userId().value())
                .setList("ranges", ConversationRows.bounds(seen), Long.class)
                .setLong("entry", entry)
                .setInt("memory", departureMemory)
                .build();
    }

    /**
     * The members who came, went or did something: readable, each at a quorum, before the head tells of the entry. In one batch with
     * the head they would be written together, but a reader's repair mends the rows that it read, so that a head could be seen at a
     * quorum without the rows that it promises.
     */
    Stream<BoundStatement> members(long entry, Outcome.Touched touched) {
        return Stream.concat(
                touched.acted().stream().map(user -> member(entry, touched.after(), user)),
                touched.left().stream()
                        .map(left -> deletion(entry, touched.after().id(), left.userId())));
    }

    private BoundStatement deletion(long position, ConversationId id, UserId user) {
        return deleteMember
                .boundStatementBuilder()
                .setString("conversation_id", id.value())
                .setString("user_id", user.value())
                .setLong("entry", position)
                .build();
    }

    /**
     * A statement for each conversation: its head after the last entry that touched it, and with it the members whose read marker moved
     * because they wrote something in any of the entries. The heads do not promise these, but whoever reads a head takes them to be of it.
     */
    Stream<Statement<?>> conversations(List<Outcome> outcomes) {
        Map<ConversationId, BoundStatement> heads = new LinkedHashMap<>();
        Map<ConversationId, Map<UserId, BoundStatement>> writers = new HashMap<>();
        for (Outcome outcome : outcomes) {
            for (Outcome.Touched touched : outcome.conversations()) {
                Conversation after = touched.after();
                heads.put(after.id(), head(outcome.position(), after));
                touched.changed().stream()
                        .filter(user -> !touched.acted().contains(user))
                        .forEach(user -> writers.computeIfAbsent(after.id(), id -> new HashMap<>())
                                .put(user, member(outcome.position(), after, user)));
            }
        }
        return heads.entrySet().stream()
                .map(head -> together(
                        head.getValue(),
                        writers.getOrDefault(head.getKey(), Map.of()).values()));
    }

    private static Statement<?> together(BoundStatement head, Collection<BoundStatement> members) {
        return members.isEmpty()
                ? head
                : BatchStatement.builder(DefaultBatchType.UNLOGGED)
                        .addStatement(head)
                        .addStatements(List.copyOf(members))
                        .setIdempotence(true)
                        .build();
    }

    private BoundStatement head(long entry, Conversation after) {
        return setHead.boundStatementBuilder()
                .setString("kind", after.kind().name())
                .setString("history_visibility", after.historyVisibility().name())
                .setInstant("created_at", after.createdAt())
                .setLong("last_seq", after.lastSeq())
                .setInstant("last_message_at", after.lastMessageAt())
                .setInt("member_count", after.members().size())
                .setLong("last_change", after.changes())
                .setLong("entry", entry)
                .setString("conversation_id", after.id().value())
                .build();
    }

    private BoundStatement member(long entry, Conversation after, UserId user) {
        Membership membership = Objects.requireNonNull(after.members().get(user));
        return ConversationRows.bind(insertMember.boundStatementBuilder(), membership)
                .setString("conversation_id", after.id().value())
                .setString("user_id", user.value())
                .setLong("entry", entry)
                .build();
    }
}
