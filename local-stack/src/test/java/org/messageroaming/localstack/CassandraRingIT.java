package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One ring for all tests, each of which leaves it whole. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CassandraRingIT {

    /** Three cold nodes on a busy machine take longer than Cassandra's two seconds. */
    private static final Map<String, String> PATIENT = Map.of(
            "read_request_timeout", "20s",
            "write_request_timeout", "20s",
            "cas_contention_timeout", "20s",
            "request_timeout", "20s");

    private static CassandraRing ring;
    private static CqlSession session;

    @BeforeAll
    static void start() {
        CassandraRingOptions options = CassandraRingOptions.defaults();
        ring = CassandraRing.start(options.withEach(options.each().withSettings(PATIENT)));
        session = session();
        session.execute("CREATE KEYSPACE ring WITH replication = " + ring.replication());
        session.execute("CREATE TABLE ring.rows (key int PRIMARY KEY, value text)");
    }

    private static CqlSession session() {
        CqlSessionBuilder builder = CqlSession.builder()
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(1))
                        .build());
        ring.endpoints().forEach(each -> builder.addContactPoint(new InetSocketAddress(each.host(), each.port())));
        return builder.build();
    }

    @AfterAll
    static void stop() {
        session.close();
        ring.close();
        assertThat(ring.node(0).data()).doesNotExist();
    }

    @Test
    @Order(1)
    void everyNodeKnowsTheOthers() throws Exception {
        assertThat(ring.size()).isEqualTo(3);
        for (Endpoint endpoint : ring.endpoints()) {
            assertThat(CassandraPeers.count(endpoint)).isEqualTo(2);
        }
        assertThat(session.getMetadata().getNodes()).hasSize(3);
        execute("INSERT INTO ring.rows (key, value) VALUES (0, 'all')", ConsistencyLevel.ALL);
    }

    @Test
    @Order(2)
    void whatAQuorumWroteIsReadByAnotherQuorum() {
        ring.node(1).kill();
        execute("INSERT INTO ring.rows (key, value) VALUES (1, 'two of three')", ConsistencyLevel.QUORUM);
        assertThat(applied("INSERT INTO ring.rows (key, value) VALUES (2, 'once') IF NOT EXISTS"))
                .isTrue();
        ring.restart(1);
        ring.node(2).kill();
        assertThat(value(1)).isEqualTo("two of three");
        assertThat(applied("INSERT INTO ring.rows (key, value) VALUES (2, 'twice') IF NOT EXISTS"))
                .isFalse();
        ring.restart(2);
        execute("INSERT INTO ring.rows (key, value) VALUES (0, 'all again')", ConsistencyLevel.ALL);
    }

    @Test
    @Order(3)
    void whatWasAcknowledgedOutlivesTheDeathOfAllNodesAtOnce() {
        for (int key = 100; key < 200; key++) {
            applied("INSERT INTO ring.rows (key, value) VALUES (" + key + ", 'kept') IF NOT EXISTS");
        }
        for (int i = 0; i < ring.size(); i++) {
            ring.node(i).kill();
        }
        ring.restartAll();
        // That all nodes answer says nothing of when a client that lost all its connections has one again.
        session.close();
        session = session();
        for (int key = 100; key < 200; key++) {
            assertThat(value(key)).isEqualTo("kept");
        }
    }

    private static boolean applied(String statement) {
        return execute(statement, ConsistencyLevel.QUORUM).wasApplied();
    }

    private static String value(int key) {
        return String.valueOf(execute("SELECT value FROM ring.rows WHERE key = " + key, ConsistencyLevel.QUORUM)
                .one()
                .getString("value"));
    }

    private static ResultSet execute(String statement, ConsistencyLevel consistency) {
        return session.execute(SimpleStatement.newInstance(statement)
                .setConsistencyLevel(consistency)
                .setIdempotent(true));
    }
}
