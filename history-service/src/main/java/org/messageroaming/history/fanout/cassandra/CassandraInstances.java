package org.messageroaming.history.fanout.cassandra;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.messageroaming.history.fanout.Instances;
import org.springframework.data.cassandra.core.cql.CqlTemplate;

/** The table {@code instance}: a row vanishes by itself once its instance has missed three heartbeats. */
final class CassandraInstances implements Instances {
    private static final int MISSED = 3;
    private static final String SERVICE = "history";

    private final CqlTemplate cql;
    private final Clock clock;
    private final int timeToLive;

    CassandraInstances(CqlTemplate cql, Clock clock, Duration heartbeat) {
        this.cql = cql;
        this.clock = clock;
        this.timeToLive = (int) Math.max(1, (heartbeat.toMillis() * MISSED + 999) / 1000);
    }

    @Override
    public Set<UUID> heartbeat(UUID self) {
        Instant now = clock.instant();
        cql.execute(
                "INSERT INTO instance (service, instance_id, seen_at) VALUES (?, ?, ?) USING TTL ?",
                SERVICE,
                self,
                now,
                timeToLive);
        Set<UUID> live = new HashSet<>(cql.query(
                "SELECT instance_id FROM instance WHERE service = ?", (row, number) -> row.getUuid(0), SERVICE));
        live.add(self);
        return Set.copyOf(live);
    }

    @Override
    public void leave(UUID self) {
        cql.execute("DELETE FROM instance WHERE service = ? AND instance_id = ?", SERVICE, self);
    }
}
