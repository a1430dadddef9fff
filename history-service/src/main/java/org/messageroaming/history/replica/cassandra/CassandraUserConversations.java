package org.messageroaming.history.replica.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.messageroaming.history.conversation.UserConversations;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/** Reads {@code user_conversation}; writes and reads {@code list_order}. */
final class CassandraUserConversations implements UserConversations {
    private static final String SELECT_ALL =
            "SELECT conversation_id FROM user_conversation WHERE user_id = :user_id AND bucket = :bucket";
    private static final String INSERT_CHUNK = """
            INSERT INTO list_order (user_id, list_id, chunk, conversation_ids)
            VALUES (:user_id, :list_id, :chunk, :conversation_ids) USING TTL :memory""";
    private static final String SELECT_CHUNK = """
            SELECT conversation_ids FROM list_order
            WHERE user_id = :user_id AND list_id = :list_id AND chunk = :chunk""";

    private final CqlSession session;
    private final int memory;
    private final PreparedStatement selectAll;
    private final PreparedStatement insertChunk;
    private final PreparedStatement selectChunk;

    CassandraUserConversations(CqlSession session, Duration memory) {
        this.session = session;
        this.memory = Math.toIntExact(memory.toSeconds());
        this.selectAll = prepare(SELECT_ALL);
        this.insertChunk = prepare(INSERT_CHUNK);
        this.selectChunk = prepare(SELECT_CHUNK);
    }

    private PreparedStatement prepare(String cql) {
        return session.prepare(SimpleStatement.builder(cql).setIdempotence(true).build());
    }

    @Override
    public CompletionStage<List<ConversationId>> of(UserId user) {
        List<CompletableFuture<List<ConversationId>>> buckets = IntStream.range(0, BUCKETS)
                .mapToObj(bucket -> session.executeAsync(selectAll
                                .boundStatementBuilder()
                                .setString("user_id", user.value())
                                .setInt("bucket", bucket)
                                .build())
                        .thenCompose(rows -> collect(rows, new ArrayList<>()))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(buckets.toArray(CompletableFuture[]::new))
                .thenApply(done -> buckets.stream()
                        .flatMap(bucket -> bucket.join().stream())
                        .toList());
    }

    private static CompletionStage<List<ConversationId>> collect(AsyncResultSet rows, List<ConversationId> ids) {
        rows.currentPage()
                .forEach(row -> ids.add(new ConversationId(Objects.requireNonNull(row.getString("conversation_id")))));
        return rows.hasMorePages()
                ? rows.fetchNextPage().thenCompose(next -> collect(next, ids))
                : CompletableFuture.completedStage(ids);
    }

    @Override
    public CompletionStage<Void> keepOrder(UserId user, UUID list, List<ConversationId> order) {
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (int from = 0; from < order.size(); from += CHUNK) {
            List<String> ids = order.subList(from, Math.min(from + CHUNK, order.size())).stream()
                    .map(ConversationId::value)
                    .toList();
            writes.add(session.executeAsync(insertChunk
                            .boundStatementBuilder()
                            .setString("user_id", user.value())
                            .setUuid("list_id", list)
                            .setInt("chunk", from / CHUNK)
                            .setList("conversation_ids", ids, String.class)
                            .setInt("memory", memory)
                            .build())
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletionStage<List<ConversationId>> order(UserId user, UUID list, int chunk) {
        return session.executeAsync(selectChunk
                        .boundStatementBuilder()
                        .setString("user_id", user.value())
                        .setUuid("list_id", list)
                        .setInt("chunk", chunk)
                        .build())
                .thenApply(rows -> {
                    Row row = rows.one();
                    List<String> ids = row == null ? null : row.getList("conversation_ids", String.class);
                    return ids == null
                            ? List.of()
                            : ids.stream().map(ConversationId::new).toList();
                });
    }
}
