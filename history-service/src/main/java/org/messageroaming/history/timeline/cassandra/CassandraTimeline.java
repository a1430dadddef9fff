package org.messageroaming.history.timeline.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.Buckets;
import org.messageroaming.history.timeline.Excerpt;
import org.messageroaming.history.timeline.Passage;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;

/** The table {@code timeline}. All its statements are idempotent; consistency is the session's default, a quorum. */
final class CassandraTimeline implements Timeline {
    private static final String INSERT = """
            INSERT INTO timeline (conversation_id, bucket, seq, sender, client_message_id, type, content, sent_at,
              edited_at, recalled_at, recalled_by)
            VALUES (:conversation_id, :bucket, :seq, :sender, :client_message_id, :type, :content, :sent_at,
              :edited_at, :recalled_at, :recalled_by)
            USING TIMESTAMP :position""";
    /** Its columns are known by their place in {@link Reading}. */
    private static final String SELECT_RANGE = """
            SELECT seq, sender, client_message_id, type, content, sent_at, edited_at, recalled_at, recalled_by
            FROM timeline
            WHERE conversation_id = :conversation_id AND bucket = :bucket AND seq >= :first AND seq <= :last""";

    private static final String SELECT_RANGE_NEWEST_FIRST = SELECT_RANGE + " ORDER BY seq DESC";
    private static final String SELECT_FIRST_TIME = """
            SELECT sent_at FROM timeline WHERE conversation_id = :conversation_id AND bucket = :bucket AND seq = :seq""";
    /** Filters within one partition of at most one bucket, and stops at the first row that fits. */
    private static final String SELECT_FIRST_FROM_TIME = """
            SELECT seq FROM timeline
            WHERE conversation_id = :conversation_id AND bucket = :bucket AND seq <= :last AND sent_at >= :time
            LIMIT 1 ALLOW FILTERING""";

    /** More than a page of usual length has, and at most 4 MiB of the longest contents. */
    private static final int ROWS_AT_FIRST = 64;
    /** Whatever was there so far may be followed by the longest contents. */
    private static final int MOST_ROWS = 4 * ROWS_AT_FIRST;

    private final CqlSession session;
    private final Buckets buckets;
    private final PreparedStatement insert;
    private final PreparedStatement selectRange;
    private final PreparedStatement selectRangeNewestFirst;
    private final PreparedStatement selectFirstTime;
    private final PreparedStatement selectFirstFromTime;

    CassandraTimeline(CqlSession session, Buckets buckets) {
        this.session = session;
        this.buckets = buckets;
        this.insert = session.prepare(idempotent(INSERT));
        this.selectRange = session.prepare(idempotent(SELECT_RANGE));
        this.selectRangeNewestFirst = session.prepare(idempotent(SELECT_RANGE_NEWEST_FIRST));
        this.selectFirstTime = session.prepare(idempotent(SELECT_FIRST_TIME));
        this.selectFirstFromTime = session.prepare(idempotent(SELECT_FIRST_FROM_TIME));
    }

    private static SimpleStatement idempotent(String cql) {
        return SimpleStatement.builder(cql).setIdempotence(true).build();
    }

    @Override
    public Buckets buckets() {
        return buckets;
    }

    /** The rows of one partition go in one batch, so that they appear together. */
    @Override
    public CompletionStage<Void> write(long position, List<Message> messages) {
        Map<Partition, List<BoundStatement>> byPartition = new LinkedHashMap<>();
        for (Message message : messages) {
            Partition partition = new Partition(
                    message.conversationId(), buckets.of(message.seq().value()));
            byPartition.computeIfAbsent(partition, key -> new ArrayList<>()).add(bind(position, partition, message));
        }
        return CompletableFuture.allOf(byPartition.values().stream()
                .map(rows -> session.executeAsync(oneOf(rows)).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private static Statement<?> oneOf(List<BoundStatement> rows) {
        return rows.size() == 1
                ? rows.get(0)
                : BatchStatement.builder(DefaultBatchType.UNLOGGED)
                        .addStatements(rows.toArray(BoundStatement[]::new))
                        .setIdempotence(true)
                        .build();
    }

    /** What a message does not have is left unset, since writing null would leave a tombstone; only a recall writes one. */
    private BoundStatement bind(long position, Partition partition, Message message) {
        BoundStatementBuilder row = insert.boundStatementBuilder()
                .setString("conversation_id", partition.id().value())
                .setLong("bucket", partition.bucket())
                .setLong("seq", message.seq().value())
                .setString("sender", message.sender().value())
                .setString("client_message_id", message.clientMessageId().value())
                .setString("type", message.type().value())
                .setString(
                        "content",
                        message.content() == null ? null : message.content().json())
                .setInstant("sent_at", message.sentAt())
                .setLong("position", position);
        if (message.editedAt() != null) {
            row = row.setInstant("edited_at", message.editedAt());
        }
        if (message.recalledAt() != null && message.recalledBy() != null) {
            row = row.setInstant("recalled_at", message.recalledAt())
                    .setString("recalled_by", message.recalledBy().value());
        }
        return row.build();
    }

    @Override
    public CompletionStage<Passage> read(ConversationId id, Excerpt excerpt) {
        SeqRange range = excerpt.range();
        long bucket = buckets.of(range.first());
        if (range.isEmpty() || bucket != buckets.of(range.last())) {
            throw new IllegalArgumentException("not within one bucket: " + range);
        }
        boolean fewRows = range.last() - range.first() + 1 < ROWS_AT_FIRST;
        boolean descending = excerpt.newestFirst() && !fewRows;
        BoundStatement select = (descending ? selectRangeNewestFirst : selectRange)
                .boundStatementBuilder()
                .setString("conversation_id", id.value())
                .setLong("bucket", bucket)
                .setLong("first", range.first())
                .setLong("last", range.last())
                .setPageSize(ROWS_AT_FIRST)
                .build();
        return fetch(select, new Reading(id, excerpt, descending));
    }

    /** Reads on as long as there is room, with as many rows at a time as are likely to fit. */
    private CompletionStage<Passage> fetch(BoundStatement select, Reading reading) {
        return session.executeAsync(select).thenCompose(rows -> {
            reading.take(rows.currentPage());
            @Nullable ByteBuffer further = rows.getExecutionInfo().getPagingState();
            return further == null || reading.isFull()
                    ? CompletableFuture.completedStage(reading.passage(further == null))
                    : fetch(select.setPagingState(further).setPageSize(rowsOf(reading.meanBytes())), reading);
        });
    }

    private static int rowsOf(long meanBytes) {
        long rows = (long) ROWS_AT_FIRST * Content.MAX_BYTES / Math.max(1, meanBytes);
        return (int) Math.max(ROWS_AT_FIRST, Math.min(MOST_ROWS, rows));
    }

    @Override
    public CompletionStage<Long> countBefore(ConversationId id, long lastSeq, Instant time) {
        if (lastSeq == 0) {
            return CompletableFuture.completedStage(0L);
        }
        return lastBucketBegunBefore(id, time, 0, buckets.of(lastSeq))
                .thenCompose(bucket -> countWithin(id, bucket, lastSeq, time));
    }

    /** Of the buckets {@code low} to {@code high} the last whose first message was sent before the time, or {@code low}. */
    private CompletionStage<Long> lastBucketBegunBefore(ConversationId id, Instant time, long low, long high) {
        if (low == high) {
            return CompletableFuture.completedStage(low);
        }
        long middle = (low + high + 1) / 2;
        BoundStatement select = selectFirstTime
                .boundStatementBuilder()
                .setString("conversation_id", id.value())
                .setLong("bucket", middle)
                .setLong("seq", buckets.range(middle).first())
                .build();
        return session.executeAsync(select).thenCompose(rows -> {
            Row row = rows.one();
            boolean before = row != null
                    && Objects.requireNonNull(row.getInstant("sent_at")).isBefore(time);
            return before
                    ? lastBucketBegunBefore(id, time, middle, high)
                    : lastBucketBegunBefore(id, time, low, middle - 1);
        });
    }

    private CompletionStage<Long> countWithin(ConversationId id, long bucket, long lastSeq, Instant time) {
        long last = Math.min(lastSeq, buckets.range(bucket).last());
        BoundStatement select = selectFirstFromTime
                .boundStatementBuilder()
                .setString("conversation_id", id.value())
                .setLong("bucket", bucket)
                .setLong("last", last)
                .setInstant("time", time)
                .build();
        return session.executeAsync(select).thenApply(rows -> {
            Row row = rows.one();
            return row == null ? last : row.getLong("seq") - 1;
        });
    }

    private record Partition(ConversationId id, long bucket) {}
}
