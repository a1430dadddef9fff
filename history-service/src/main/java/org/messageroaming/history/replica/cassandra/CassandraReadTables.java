package org.messageroaming.history.replica.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.replica.Appended;
import org.messageroaming.history.replica.Outcome;
import org.messageroaming.history.replica.ReadTables;
import org.messageroaming.history.replica.RetryKey;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/**
 * Writes the read tables. An entry's messages, retry keys and former memberships are written first, at a quorum; the
 * conversation row, which carries {@code last_seq}, only when these are safe: whoever sees it can read what it promises.
 */
final class CassandraReadTables implements ReadTables {
    private static final String SET_HEAD = """
            UPDATE conversation USING TIMESTAMP :entry SET kind = :kind, history_visibility = :history_visibility,
              created_at = :created_at, last_seq = :last_seq, last_message_at = :last_message_at,
              member_count = :member_count, position = :entry
            WHERE conversation_id = :conversation_id""";
    private static final String INSERT_MEMBER = """
            INSERT INTO conversation (conversation_id, user_id, joined_at, ranges)
            VALUES (:conversation_id, :user_id, :joined_at, :ranges) USING TIMESTAMP :entry""";
    private static final String DELETE_MEMBER = """
            DELETE FROM conversation USING TIMESTAMP :entry
            WHERE conversation_id = :conversation_id AND user_id = :user_id""";
    private static final String INSERT_FORMER = """
            INSERT INTO former_member (conversation_id, user_id, joined_at, left_at, left_after, ranges)
            VALUES (:conversation_id, :user_id, :joined_at, :left_at, :left_after, :ranges) USING TIMESTAMP :entry""";
    private static final String INSERT_RETRY = """
            INSERT INTO retry (conversation_id, sender, client_message_id, seq, digest)
            VALUES (:conversation_id, :sender, :client_message_id, :seq, :digest)
            USING TIMESTAMP :entry AND TTL :window""";
    private static final String SELECT_RETRY = """
            SELECT seq, digest FROM retry
            WHERE conversation_id = :conversation_id AND sender = :sender
              AND client_message_id = :client_message_id""";

    private final CqlSession session;
    private final Timeline timeline;
    private final CassandraConversations conversations;
    private final int retryWindow;
    private final PreparedStatement setHead;
    private final PreparedStatement insertMember;
    private final PreparedStatement deleteMember;
    private final PreparedStatement insertFormer;
    private final PreparedStatement insertRetry;
    private final PreparedStatement selectRetry;

    CassandraReadTables(
            CqlSession session, Timeline timeline, CassandraConversations conversations, Duration retryWindow) {
        this.session = session;
        this.timeline = timeline;
        this.conversations = conversations;
        this.retryWindow = Math.toIntExact(retryWindow.toSeconds());
        this.setHead = prepare(SET_HEAD);
        this.insertMember = prepare(INSERT_MEMBER);
        this.deleteMember = prepare(DELETE_MEMBER);
        this.insertFormer = prepare(INSERT_FORMER);
        this.insertRetry = prepare(INSERT_RETRY);
        this.selectRetry = prepare(SELECT_RETRY);
    }

    private PreparedStatement prepare(String cql) {
        return session.prepare(SimpleStatement.builder(cql).setIdempotence(true).build());
    }

    @Override
    public CompletionStage<Void> apply(Outcome outcome) {
        List<CompletionStage<?>> first = new ArrayList<>();
        first.add(timeline.write(
                outcome.position(),
                outcome.messages().stream().map(Event.MessageAppended::message).toList()));
        outcome.messages().forEach(message -> first.add(session.executeAsync(retry(outcome.position(), message))));
        for (Outcome.Touched touched : outcome.conversations()) {
            touched.left()
                    .forEach(left -> first.add(session.executeAsync(
                            former(outcome.position(), touched.after().id(), left))));
        }
        return all(first)
                .thenCompose(written -> all(outcome.conversations().stream()
                        .<CompletionStage<?>>map(
                                touched -> session.executeAsync(conversation(outcome.position(), touched)))
                        .toList()));
    }

    private static CompletableFuture<Void> all(List<CompletionStage<?>> stages) {
        return CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }

    private BoundStatement retry(long entry, Event.MessageAppended event) {
        return insertRetry
                .boundStatementBuilder()
                .setString("conversation_id", event.conversationId().value())
                .setString("sender", event.message().sender().value())
                .setString(
                        "client_message_id", event.message().clientMessageId().value())
                .setLong("seq", event.message().seq().value())
                .setString("digest", event.digest())
                .setLong("entry", entry)
                .setInt("window", retryWindow)
                .build();
    }

    private BoundStatement former(long entry, ConversationId id, Membership membership) {
        return insertFormer
                .boundStatementBuilder()
                .setString("conversation_id", id.value())
                .setString("user_id", membership.userId().value())
                .setInstant("joined_at", membership.joinedAt())
                .setInstant("left_at", membership.leftAt())
                .setLong("left_after", membership.leftAfter())
                .setList("ranges", ConversationRows.bounds(membership.ranges()), Long.class)
                .setLong("entry", entry)
                .build();
    }

    /** Head and changed members in one batch of one partition: readers see all of it or nothing. */
    private Statement<?> conversation(long entry, Outcome.Touched touched) {
        Conversation after = touched.after();
        BoundStatement head = setHead.boundStatementBuilder()
                .setString("kind", after.kind().name())
                .setString("history_visibility", after.historyVisibility().name())
                .setInstant("created_at", after.createdAt())
                .setLong("last_seq", after.lastSeq())
                .setInstant("last_message_at", after.lastMessageAt())
                .setInt("member_count", after.members().size())
                .setLong("entry", entry)
                .setString("conversation_id", after.id().value())
                .build();
        if (touched.joinedOrStayed().isEmpty() && touched.left().isEmpty()) {
            return head;
        }
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED)
                .addStatement(head)
                .setIdempotence(true);
        touched.joinedOrStayed().forEach(user -> batch.addStatement(member(entry, after, user)));
        touched.left()
                .forEach(left -> batch.addStatement(deleteMember
                        .boundStatementBuilder()
                        .setString("conversation_id", after.id().value())
                        .setString("user_id", left.userId().value())
                        .setLong("entry", entry)
                        .build()));
        return batch.build();
    }

    private BoundStatement member(long entry, Conversation after, UserId user) {
        Membership membership = Objects.requireNonNull(after.members().get(user));
        return insertMember
                .boundStatementBuilder()
                .setString("conversation_id", after.id().value())
                .setString("user_id", user.value())
                .setInstant("joined_at", membership.joinedAt())
                .setList("ranges", ConversationRows.bounds(membership.ranges()), Long.class)
                .setLong("entry", entry)
                .build();
    }

    @Override
    public CompletionStage<Optional<Conversation>> conversation(ConversationId id) {
        return conversations.conversation(id);
    }

    @Override
    public CompletionStage<Optional<Membership>> formerMembership(ConversationId id, UserId user) {
        return conversations.former(id, user);
    }

    @Override
    public CompletionStage<List<Optional<Appended>>> appended(List<RetryKey> keys) {
        List<CompletableFuture<Optional<Appended>>> found =
                keys.stream().map(key -> appended(key).toCompletableFuture()).toList();
        return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
                .thenApply(done -> found.stream().map(CompletableFuture::join).toList());
    }

    private CompletionStage<Optional<Appended>> appended(RetryKey key) {
        BoundStatement select = selectRetry
                .boundStatementBuilder()
                .setString("conversation_id", key.conversationId().value())
                .setString("sender", key.sender().value())
                .setString("client_message_id", key.clientMessageId().value())
                .build();
        return session.executeAsync(select)
                .thenCompose(rows -> Optional.ofNullable(rows.one())
                        .map(row -> message(key, row.getLong("seq"), Objects.requireNonNull(row.getString("digest"))))
                        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty())));
    }

    private CompletionStage<Optional<Appended>> message(RetryKey key, long seq, String digest) {
        return timeline.read(key.conversationId(), new SeqRange(seq, seq))
                .thenApply(found -> found.stream().findFirst().map(message -> new Appended(message, digest)));
    }

    @Override
    public CompletionStage<Long> countBefore(ConversationId id, long lastSeq, Instant time) {
        return timeline.countBefore(id, lastSeq, time);
    }
}
