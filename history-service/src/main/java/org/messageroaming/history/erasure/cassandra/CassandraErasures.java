package org.messageroaming.history.erasure.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.erasure.Erasure;
import org.messageroaming.history.erasure.Erasures;
import org.messageroaming.model.UserId;

/**
 * The tables {@code erasure} and {@code erasure_open}. All writes to {@code erasure} are conditional, and conditions are at
 * {@code SERIAL}; reads are at the session's default, a quorum. A lease is a column that expires: no clock of an instance is asked.
 */
final class CassandraErasures implements Erasures {
    private static final String SERVICE = "history";
    private static final String RUNNING = Erasure.State.RUNNING.name();

    private static final String BEGIN = """
            UPDATE erasure SET job_id = :job_id, state = 'RUNNING', requested_at = :requested_at,
              requested_by = :requested_by, conversations = 0
            WHERE user_id = :user_id IF state = null AND job_id = null""";
    private static final String BEGIN_AGAIN = """
            UPDATE erasure SET job_id = :job_id, state = 'RUNNING', requested_at = :requested_at,
              requested_by = :requested_by, conversations = 0, finished_at = null, holder = null
            WHERE user_id = :user_id IF state = 'DONE' AND job_id = :old_job""";
    private static final String SELECT = """
            SELECT job_id, state, requested_at, requested_by, conversations, finished_at FROM erasure
            WHERE user_id = :user_id""";
    private static final String TAKE = """
            UPDATE erasure USING TTL :lease SET holder = :holder
            WHERE user_id = :user_id IF job_id = :job_id AND state = 'RUNNING' AND holder = null""";
    private static final String KEEP = """
            UPDATE erasure USING TTL :lease SET holder = :holder
            WHERE user_id = :user_id IF job_id = :job_id AND holder = :holder""";
    private static final String COUNT = """
            UPDATE erasure SET conversations = :conversations
            WHERE user_id = :user_id IF job_id = :job_id AND holder = :holder""";
    private static final String GIVE_BACK =
            "DELETE holder FROM erasure WHERE user_id = :user_id IF job_id = :job_id AND holder = :holder";
    private static final String FINISH = """
            UPDATE erasure USING TTL :memory SET job_id = :job_id, state = 'DONE', requested_at = :requested_at,
              requested_by = :requested_by, conversations = :conversations, finished_at = :finished_at
            WHERE user_id = :user_id IF job_id = :job_id AND state = 'RUNNING' AND holder = :holder""";
    private static final String INSERT_OPEN =
            "INSERT INTO erasure_open (service, user_id, job_id) VALUES (:service, :user_id, :job_id)";
    private static final String SELECT_OPEN = "SELECT user_id, job_id FROM erasure_open WHERE service = :service";
    private static final String DELETE_OPEN =
            "DELETE FROM erasure_open WHERE service = :service AND user_id = :user_id AND job_id = :job_id";

    private final CqlSession session;
    private final int lease;
    private final int memory;
    private final PreparedStatement begin;
    private final PreparedStatement beginAgain;
    private final PreparedStatement select;
    private final PreparedStatement take;
    private final PreparedStatement keep;
    private final PreparedStatement count;
    private final PreparedStatement giveBack;
    private final PreparedStatement finish;
    private final PreparedStatement insertOpen;
    private final PreparedStatement selectOpen;
    private final PreparedStatement deleteOpen;

    CassandraErasures(CqlSession session, Duration lease, Duration memory) {
        this.session = session;
        this.lease = Math.toIntExact(lease.toSeconds());
        this.memory = Math.toIntExact(memory.toSeconds());
        this.begin = prepare(BEGIN, false);
        this.beginAgain = prepare(BEGIN_AGAIN, false);
        this.select = prepare(SELECT, true);
        this.take = prepare(TAKE, false);
        this.keep = prepare(KEEP, false);
        this.count = prepare(COUNT, false);
        this.giveBack = prepare(GIVE_BACK, false);
        this.finish = prepare(FINISH, false);
        this.insertOpen = prepare(INSERT_OPEN, true);
        this.selectOpen = prepare(SELECT_OPEN, true);
        this.deleteOpen = prepare(DELETE_OPEN, true);
    }

    private PreparedStatement prepare(String cql, boolean idempotent) {
        return session.prepare(SimpleStatement.builder(cql)
                .setIdempotence(idempotent)
                .setSerialConsistencyLevel(ConsistencyLevel.SERIAL)
                .build());
    }

    /** The note that somebody must take it up is written last, and again by whoever asks again: no answer is given without it. */
    @Override
    public CompletionStage<Erasure> begin(UserId user, UserId by, UUID job, Instant now) {
        BoundStatement first = request(begin, user, by, job, now);
        return session.executeAsync(first).thenCompose(result -> {
            if (result.wasApplied()) {
                return noted(user, job);
            }
            Row standing = Objects.requireNonNull(result.one());
            UUID known = Objects.requireNonNull(standing.getUuid("job_id"));
            return RUNNING.equals(standing.getString("state"))
                    ? noted(user, known)
                    : beginAgain(user, by, job, now, known);
        });
    }

    private CompletionStage<Erasure> beginAgain(UserId user, UserId by, UUID job, Instant now, UUID old) {
        return session.executeAsync(request(beginAgain, user, by, job, now).setUuid("old_job", old))
                .thenCompose(result -> result.wasApplied() ? noted(user, job) : begin(user, by, job, now));
    }

    private static BoundStatement request(PreparedStatement statement, UserId user, UserId by, UUID job, Instant now) {
        return statement
                .bind()
                .setString("user_id", user.value())
                .setUuid("job_id", job)
                .setInstant("requested_at", now)
                .setString("requested_by", by.value());
    }

    private CompletionStage<Erasure> noted(UserId user, UUID job) {
        return session.executeAsync(open(insertOpen, user, job))
                .thenCompose(written -> find(user))
                .thenApply(Optional::orElseThrow);
    }

    @Override
    public CompletionStage<Optional<Erasure>> find(UserId user) {
        return session.executeAsync(select.bind().setString("user_id", user.value()))
                .thenApply(rows -> Optional.ofNullable(rows.one())
                        .filter(row -> !row.isNull("state"))
                        .map(row -> new Erasure(
                                user,
                                Objects.requireNonNull(row.getUuid("job_id")),
                                Erasure.State.valueOf(row.getString("state")),
                                Objects.requireNonNull(row.getInstant("requested_at")),
                                new UserId(Objects.requireNonNull(row.getString("requested_by"))),
                                row.getLong("conversations"),
                                row.getInstant("finished_at"))));
    }

    @Override
    public CompletionStage<List<Open>> open() {
        return session.executeAsync(selectOpen.bind().setString("service", SERVICE))
                .thenCompose(rows -> collect(rows, new ArrayList<>()));
    }

    private static CompletionStage<List<Open>> collect(AsyncResultSet rows, List<Open> all) {
        rows.currentPage()
                .forEach(row -> all.add(new Open(
                        new UserId(Objects.requireNonNull(row.getString("user_id"))),
                        Objects.requireNonNull(row.getUuid("job_id")))));
        return rows.hasMorePages()
                ? rows.fetchNextPage().thenCompose(next -> collect(next, all))
                : CompletableFuture.completedStage(all);
    }

    @Override
    public CompletionStage<Boolean> take(Erasure erasure, UUID holder) {
        return applied(held(take, erasure, holder).setInt("lease", lease));
    }

    @Override
    public CompletionStage<Boolean> keep(Erasure erasure, UUID holder, long conversations) {
        return applied(held(keep, erasure, holder).setInt("lease", lease))
                .thenCompose(kept -> kept
                        ? applied(held(count, erasure, holder).setLong("conversations", conversations))
                        : CompletableFuture.completedStage(false));
    }

    @Override
    public CompletionStage<Void> giveBack(Erasure erasure, UUID holder) {
        return applied(held(giveBack, erasure, holder)).thenAccept(given -> {});
    }

    @Override
    public CompletionStage<Boolean> finish(Erasure erasure, UUID holder, long conversations, Instant now) {
        return applied(held(finish, erasure, holder)
                .setInt("memory", memory)
                .setInstant("requested_at", erasure.requestedAt())
                .setString("requested_by", erasure.requestedBy().value())
                .setLong("conversations", conversations)
                .setInstant("finished_at", now));
    }

    private static BoundStatement held(PreparedStatement statement, Erasure erasure, UUID holder) {
        return statement
                .bind()
                .setString("user_id", erasure.user().value())
                .setUuid("job_id", erasure.job())
                .setUuid("holder", holder);
    }

    private CompletionStage<Boolean> applied(BoundStatement statement) {
        return session.executeAsync(statement).thenApply(AsyncResultSet::wasApplied);
    }

    @Override
    public CompletionStage<Void> close(Open open) {
        return session.executeAsync(open(deleteOpen, open.user(), open.job())).thenAccept(deleted -> {});
    }

    private static BoundStatement open(PreparedStatement statement, UserId user, UUID job) {
        return statement
                .bind()
                .setString("service", SERVICE)
                .setString("user_id", user.value())
                .setUuid("job_id", job);
    }
}
