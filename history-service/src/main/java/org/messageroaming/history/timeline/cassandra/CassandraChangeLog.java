package org.messageroaming.history.timeline.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.OperationText;
import org.messageroaming.history.timeline.Buckets;
import org.messageroaming.history.timeline.ChangeLog;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;

/** The table {@code change}. All its statements are idempotent; consistency is the session's default, a quorum. */
final class CassandraChangeLog implements ChangeLog {
    /** No user's id, since those begin with a letter or a digit. */
    private static final String EVERYBODY = "*";

    private static final String INSERT = """
            INSERT INTO change (conversation_id, audience, bucket, number, operation, position)
            VALUES (:conversation_id, :audience, :bucket, :number, :operation, :position)
            USING TIMESTAMP :position""";
    private static final String SELECT = """
            SELECT number, operation, position FROM change
            WHERE conversation_id = :conversation_id AND audience = :audience AND bucket = :bucket
              AND number > :after AND number <= :last""";

    private static final String DELETE = """
            DELETE FROM change USING TIMESTAMP :position
            WHERE conversation_id = :conversation_id AND audience = :audience AND bucket = :bucket""";

    private final CqlSession session;
    private final Buckets buckets;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement delete;

    CassandraChangeLog(CqlSession session, Buckets buckets) {
        this.session = session;
        this.buckets = buckets;
        this.insert = session.prepare(
                SimpleStatement.builder(INSERT).setIdempotence(true).build());
        this.select = session.prepare(
                SimpleStatement.builder(SELECT).setIdempotence(true).build());
        this.delete = session.prepare(
                SimpleStatement.builder(DELETE).setIdempotence(true).build());
    }

    @Override
    public CompletionStage<Void> write(Change change) {
        Operation operation = change.operation();
        String audience =
                operation instanceof Operation.Delete ? operation.actor().value() : EVERYBODY;
        return session.executeAsync(insert.boundStatementBuilder()
                        .setString("conversation_id", operation.conversationId().value())
                        .setString("audience", audience)
                        .setLong("bucket", buckets.of(change.number()))
                        .setLong("number", change.number())
                        .setString("operation", OperationText.withoutContent(operation))
                        .setLong("position", change.position())
                        .build())
                .thenAccept(written -> {});
    }

    @Override
    public CompletionStage<List<Change>> read(ConversationId id, @Nullable UserId audience, long after, long last) {
        if (after >= last) {
            return CompletableFuture.completedStage(List.of());
        }
        return session.executeAsync(select.boundStatementBuilder()
                        .setString("conversation_id", id.value())
                        .setString("audience", audience == null ? EVERYBODY : audience.value())
                        .setLong("bucket", buckets.of(after + 1))
                        .setLong("after", after)
                        .setLong("last", last)
                        .build())
                .thenCompose(rows -> collect(rows, new ArrayList<>()));
    }

    @Override
    public CompletionStage<Void> forget(long position, ConversationId id, UserId audience, long number) {
        return session.executeAsync(delete.boundStatementBuilder()
                        .setString("conversation_id", id.value())
                        .setString("audience", audience.value())
                        .setLong("bucket", buckets.of(number))
                        .setLong("position", position)
                        .build())
                .thenAccept(deleted -> {});
    }

    private static CompletionStage<List<Change>> collect(AsyncResultSet rows, List<Change> changes) {
        rows.currentPage().forEach(row -> changes.add(change(row)));
        return rows.hasMorePages()
                ? rows.fetchNextPage().thenCompose(next -> collect(next, changes))
                : CompletableFuture.completedStage(changes);
    }

    private static Change change(Row row) {
        return new Change(
                row.getLong("number"),
                OperationText.read(Objects.requireNonNull(row.getString("operation"))),
                row.getLong("position"));
    }
}
