package org.messageroaming.history.replica.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.replica.Appended;
import org.messageroaming.history.replica.Applied;
import org.messageroaming.history.replica.OperationKey;
import org.messageroaming.history.replica.RetryKey;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.OperationText;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.Timeline;

/** The tables {@code retry} and {@code operation_retry}: what idempotency keys stand for. */
final class RetryRows {
    private static final String INSERT_APPEND = """
            INSERT INTO retry (conversation_id, sender, client_message_id, seq, digest)
            VALUES (:conversation_id, :sender, :client_message_id, :seq, :digest)
            USING TIMESTAMP :entry AND TTL :window""";
    private static final String SELECT_APPEND = """
            SELECT seq, digest FROM retry
            WHERE conversation_id = :conversation_id AND sender = :sender
              AND client_message_id = :client_message_id""";
    private static final String INSERT_OPERATION = """
            INSERT INTO operation_retry (conversation_id, actor, operation_id, operation, digest)
            VALUES (:conversation_id, :actor, :operation_id, :operation, :digest)
            USING TIMESTAMP :entry AND TTL :window""";
    private static final String SELECT_OPERATION = """
            SELECT operation, digest FROM operation_retry
            WHERE conversation_id = :conversation_id AND actor = :actor AND operation_id = :operation_id""";

    private final CqlSession session;
    private final Timeline timeline;
    private final int window;
    private final PreparedStatement insertAppend;
    private final PreparedStatement selectAppend;
    private final PreparedStatement insertOperation;
    private final PreparedStatement selectOperation;

    RetryRows(CqlSession session, Timeline timeline, Duration window) {
        this.session = session;
        this.timeline = timeline;
        this.window = Math.toIntExact(window.toSeconds());
        this.insertAppend = prepare(INSERT_APPEND);
        this.selectAppend = prepare(SELECT_APPEND);
        this.insertOperation = prepare(INSERT_OPERATION);
        this.selectOperation = prepare(SELECT_OPERATION);
    }

    private PreparedStatement prepare(String cql) {
        return session.prepare(SimpleStatement.builder(cql).setIdempotence(true).build());
    }

    BoundStatement insert(long entry, Event.MessageAppended event) {
        return insertAppend
                .boundStatementBuilder()
                .setString("conversation_id", event.conversationId().value())
                .setString("sender", event.message().sender().value())
                .setString(
                        "client_message_id", event.message().clientMessageId().value())
                .setLong("seq", event.message().seq().value())
                .setString("digest", event.digest())
                .setLong("entry", entry)
                .setInt("window", window)
                .build();
    }

    BoundStatement insert(long entry, Event.OperationApplied event) {
        return insertOperation
                .boundStatementBuilder()
                .setString("conversation_id", event.conversationId().value())
                .setString("actor", event.operation().actor().value())
                .setString("operation_id", event.operation().operationId().value())
                .setString("operation", OperationText.withoutContent(event.operation()))
                .setString("digest", event.digest())
                .setLong("entry", entry)
                .setInt("window", window)
                .build();
    }

    /** The message that a key stands for, as it reads now. */
    CompletionStage<Optional<Appended>> appended(RetryKey key) {
        BoundStatement select = selectAppend
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

    CompletionStage<Optional<Applied>> operation(OperationKey key) {
        BoundStatement select = selectOperation
                .boundStatementBuilder()
                .setString("conversation_id", key.conversationId().value())
                .setString("actor", key.actor().value())
                .setString("operation_id", key.operationId().value())
                .build();
        return session.executeAsync(select)
                .thenApply(rows -> Optional.ofNullable(rows.one())
                        .map(row -> new Applied(
                                OperationText.read(Objects.requireNonNull(row.getString("operation"))),
                                Objects.requireNonNull(row.getString("digest")))));
    }
}
