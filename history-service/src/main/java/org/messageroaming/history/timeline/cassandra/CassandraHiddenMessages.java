package org.messageroaming.history.timeline.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.messageroaming.history.timeline.Buckets;
import org.messageroaming.history.timeline.HiddenMessages;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/** The table {@code hidden}. All its statements are idempotent; consistency is the session's default, a quorum. */
final class CassandraHiddenMessages implements HiddenMessages {
    private static final String INSERT = """
            INSERT INTO hidden (conversation_id, user_id, bucket, seq)
            VALUES (:conversation_id, :user_id, :bucket, :seq) USING TIMESTAMP :position""";
    private static final String SELECT = """
            SELECT seq FROM hidden
            WHERE conversation_id = :conversation_id AND user_id = :user_id AND bucket = :bucket""";

    private static final String DELETE = """
            DELETE FROM hidden USING TIMESTAMP :position
            WHERE conversation_id = :conversation_id AND user_id = :user_id AND bucket = :bucket""";

    private final CqlSession session;
    private final Buckets buckets;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement delete;

    CassandraHiddenMessages(CqlSession session, Buckets buckets) {
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
    public Buckets buckets() {
        return buckets;
    }

    @Override
    public CompletionStage<Void> hide(long position, ConversationId id, UserId user, Collection<Long> seqs) {
        Map<Long, List<Long>> byBucket = seqs.stream().collect(Collectors.groupingBy(buckets::of));
        return CompletableFuture.allOf(byBucket.entrySet().stream()
                .map(bucket -> session.executeAsync(batch(position, id, user, bucket.getKey(), bucket.getValue()))
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private BatchStatement batch(long position, ConversationId id, UserId user, long bucket, List<Long> seqs) {
        BatchStatementBuilder batch =
                BatchStatement.builder(DefaultBatchType.UNLOGGED).setIdempotence(true);
        seqs.forEach(seq -> batch.addStatement(insert.boundStatementBuilder()
                .setString("conversation_id", id.value())
                .setString("user_id", user.value())
                .setLong("bucket", bucket)
                .setLong("seq", seq)
                .setLong("position", position)
                .build()));
        return batch.build();
    }

    @Override
    public CompletionStage<List<Long>> read(ConversationId id, UserId user, long bucket) {
        return session.executeAsync(select.boundStatementBuilder()
                        .setString("conversation_id", id.value())
                        .setString("user_id", user.value())
                        .setLong("bucket", bucket)
                        .build())
                .thenCompose(rows -> collect(rows, new ArrayList<>()));
    }

    @Override
    public CompletionStage<Void> forget(long position, ConversationId id, UserId user, long bucket) {
        return session.executeAsync(delete.boundStatementBuilder()
                        .setString("conversation_id", id.value())
                        .setString("user_id", user.value())
                        .setLong("bucket", bucket)
                        .setLong("position", position)
                        .build())
                .thenAccept(deleted -> {});
    }

    private static CompletionStage<List<Long>> collect(AsyncResultSet rows, List<Long> seqs) {
        rows.currentPage().forEach(row -> seqs.add(row.getLong("seq")));
        return rows.hasMorePages()
                ? rows.fetchNextPage().thenCompose(next -> collect(next, seqs))
                : CompletableFuture.completedStage(seqs);
    }
}
