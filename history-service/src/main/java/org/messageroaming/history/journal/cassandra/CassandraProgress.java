package org.messageroaming.history.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.journal.Progress;

/** The table {@code progress}. A mark's write timestamp is the mark itself, so the greatest one stays, whoever writes last. */
final class CassandraProgress implements Progress {
    private final CqlSession session;
    private final PreparedStatement select;
    private final PreparedStatement setApplied;
    private final PreparedStatement setDelivered;

    CassandraProgress(CqlSession session) {
        this.session = session;
        this.select = prepare("SELECT applied, delivered FROM progress WHERE shard = :shard");
        this.setApplied = prepare("UPDATE progress USING TIMESTAMP :mark SET applied = :position WHERE shard = :shard");
        this.setDelivered =
                prepare("UPDATE progress USING TIMESTAMP :mark SET delivered = :position WHERE shard = :shard");
    }

    private PreparedStatement prepare(String cql) {
        return session.prepare(SimpleStatement.builder(cql).setIdempotence(true).build());
    }

    @Override
    public CompletionStage<Marks> read(int shard) {
        return session.executeAsync(
                        select.boundStatementBuilder().setInt("shard", shard).build())
                .thenApply(rows -> {
                    Row row = rows.one();
                    return row == null ? new Marks(0, 0) : new Marks(row.getLong("applied"), row.getLong("delivered"));
                });
    }

    @Override
    public CompletionStage<Void> applied(int shard, long position) {
        return move(setApplied, shard, position);
    }

    @Override
    public CompletionStage<Void> delivered(int shard, long position) {
        return move(setDelivered, shard, position);
    }

    private CompletionStage<Void> move(PreparedStatement statement, int shard, long position) {
        return session.executeAsync(statement
                        .boundStatementBuilder()
                        .setInt("shard", shard)
                        .setLong("mark", position)
                        .setLong("position", position)
                        .build())
                .thenAccept(moved -> {});
    }
}
