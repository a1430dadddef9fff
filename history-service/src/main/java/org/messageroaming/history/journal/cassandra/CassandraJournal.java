package org.messageroaming.history.journal.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
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
import org.messageroaming.history.journal.Claim;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.state.Event;

/**
 * The table {@code journal}. A claim is one conditional update whose condition names the position's own columns and the
 * segment's seal; when it fails, Cassandra returns what stands there, so losing costs no extra read.
 *
 * <p>Writes and reads are at the session's default consistency, a quorum; conditions are at {@code SERIAL}.
 */
final class CassandraJournal implements Journal {
    private static final String CLAIM = """
            UPDATE journal SET claim_id = :claim_id, events = :events
            WHERE shard = :shard AND segment = :segment AND position = :position
            IF claim_id = null AND events = null AND sealed = null""";
    private static final String REPLACE = """
            UPDATE journal SET events = :events
            WHERE shard = :shard AND segment = :segment AND position = :position IF events = :standing""";
    private static final String SELECT_ONE = """
            SELECT position, claim_id, events FROM journal
            WHERE shard = :shard AND segment = :segment AND position = :position""";
    private static final String SELECT_FROM = """
            SELECT position, claim_id, events FROM journal
            WHERE shard = :shard AND segment = :segment AND position >= :position LIMIT :row_limit""";
    private static final String SELECT_SEAL =
            "SELECT sealed FROM journal WHERE shard = :shard AND segment = :segment LIMIT 1";
    private static final String SEAL =
            "UPDATE journal SET sealed = true WHERE shard = :shard AND segment = :segment IF sealed = null";
    /** Nothing is ever written to a sealed segment again, so the deletion may carry the greatest of all timestamps. */
    private static final String DELETE_SEGMENT = """
            DELETE FROM journal USING TIMESTAMP 9223372036854775807
            WHERE shard = :shard AND segment = :segment AND position >= 0""";

    private final CqlSession session;
    private final int segmentSize;
    private final EntryCodec codec = new EntryCodec();
    private final PreparedStatement claim;
    private final PreparedStatement replace;
    private final PreparedStatement selectOne;
    private final PreparedStatement selectFrom;
    private final PreparedStatement selectSeal;
    private final PreparedStatement seal;
    private final PreparedStatement deleteSegment;

    CassandraJournal(CqlSession session, int segmentSize) {
        this.session = session;
        this.segmentSize = segmentSize;
        this.claim = prepare(CLAIM, false);
        this.replace = prepare(REPLACE, true);
        this.selectOne = prepare(SELECT_ONE, true);
        this.selectFrom = prepare(SELECT_FROM, true);
        this.selectSeal = prepare(SELECT_SEAL, true);
        this.seal = prepare(SEAL, false);
        this.deleteSegment = prepare(DELETE_SEGMENT, true);
    }

    private PreparedStatement prepare(String cql, boolean idempotent) {
        return session.prepare(SimpleStatement.builder(cql)
                .setIdempotence(idempotent)
                .setSerialConsistencyLevel(ConsistencyLevel.SERIAL)
                .build());
    }

    @Override
    public int segmentSize() {
        return segmentSize;
    }

    @Override
    public CompletionStage<Claim> claim(int shard, Entry entry) {
        BoundStatement statement = at(claim, shard, entry.position())
                .setUuid("claim_id", entry.claimId())
                .setString("events", codec.encode(entry.events()));
        return session.executeAsync(statement).thenApply(result -> {
            if (result.wasApplied()) {
                return new Claim.Won();
            }
            Row standing = Objects.requireNonNull(result.one());
            return standing.isNull("events") ? new Claim.Sealed() : new Claim.Lost(entry(entry.position(), standing));
        });
    }

    @Override
    public CompletionStage<Optional<Entry>> settle(int shard, long position) {
        BoundStatement statement = at(selectOne, shard, position).setConsistencyLevel(ConsistencyLevel.SERIAL);
        return session.executeAsync(statement)
                .thenApply(rows -> Optional.ofNullable(rows.one()).map(row -> entry(position, row)));
    }

    @Override
    public CompletionStage<Slice> read(int shard, long from, int limit) {
        return session.executeAsync(at(selectFrom, shard, from).setInt("row_limit", limit))
                .thenCompose(rows -> collect(rows, new ArrayList<>(), from))
                .thenCompose(entries -> entries.isEmpty()
                        ? isSealed(shard, from).thenApply(dropped -> new Slice(List.of(), dropped))
                        : CompletableFuture.completedStage(new Slice(entries, false)));
    }

    /** Stops at a hole: the entry after it may still be under way to this replica of the data. */
    private CompletionStage<List<Entry>> collect(AsyncResultSet rows, List<Entry> entries, long from) {
        for (Row row : rows.currentPage()) {
            if (row.getLong("position") != from + entries.size()) {
                return CompletableFuture.completedStage(entries);
            }
            entries.add(entry(row.getLong("position"), row));
        }
        return rows.hasMorePages()
                ? rows.fetchNextPage().thenCompose(next -> collect(next, entries, from))
                : CompletableFuture.completedStage(entries);
    }

    private CompletionStage<Boolean> isSealed(int shard, long position) {
        BoundStatement statement = selectSeal
                .boundStatementBuilder()
                .setInt("shard", shard)
                .setLong("segment", segmentOf(position))
                .build();
        return session.executeAsync(statement).thenApply(rows -> {
            Row row = rows.one();
            return row != null && row.getBoolean("sealed");
        });
    }

    @Override
    public CompletionStage<Void> drop(int shard, long segment) {
        BoundStatement sealing = seal.boundStatementBuilder()
                .setInt("shard", shard)
                .setLong("segment", segment)
                .build();
        BoundStatement deleting = deleteSegment
                .boundStatementBuilder()
                .setInt("shard", shard)
                .setLong("segment", segment)
                .build();
        return session.executeAsync(sealing)
                .thenCompose(done -> session.executeAsync(deleting))
                .thenAccept(deleted -> {});
    }

    /** The text itself is the condition: what another one takes out meanwhile must not come back with what this one leaves in. */
    @Override
    public CompletionStage<Boolean> replace(int shard, Entry read, List<Event> events) {
        return session.executeAsync(at(selectOne, shard, read.position()).setConsistencyLevel(ConsistencyLevel.SERIAL))
                .thenCompose(rows -> {
                    Row standing = rows.one();
                    if (standing == null) {
                        return CompletableFuture.completedStage(true);
                    }
                    return entry(read.position(), standing).equals(read)
                            ? replace(shard, read.position(), text(standing), events)
                            : CompletableFuture.completedStage(false);
                });
    }

    private CompletionStage<Boolean> replace(int shard, long position, String standing, List<Event> events) {
        return session.executeAsync(at(replace, shard, position)
                        .setString("events", codec.encode(events))
                        .setString("standing", standing))
                .thenApply(AsyncResultSet::wasApplied);
    }

    private BoundStatement at(PreparedStatement statement, int shard, long position) {
        return statement
                .boundStatementBuilder()
                .setInt("shard", shard)
                .setLong("segment", segmentOf(position))
                .setLong("position", position)
                .build();
    }

    private Entry entry(long position, Row row) {
        return new Entry(position, Objects.requireNonNull(row.getUuid("claim_id")), codec.decode(text(row)));
    }

    private static String text(Row row) {
        return Objects.requireNonNull(row.getString("events"));
    }
}
