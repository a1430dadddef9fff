package org.messageroaming.history.journal.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.journal.JournalContract;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.localstack.Endpoint;
import org.messageroaming.localstack.SharedStack;
import org.springframework.core.io.ClassPathResource;

class CassandraJournalIT extends JournalContract {
    private static CqlSession session;

    @BeforeAll
    static void connect() throws Exception {
        Endpoint cassandra = SharedStack.cassandra();
        String keyspace = "journal_" + UUID.randomUUID().toString().replace("-", "");
        session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(cassandra.host(), cassandra.port()))
                .withLocalDatacenter("datacenter1")
                .build();
        session.execute("CREATE KEYSPACE " + keyspace
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        session.execute("USE " + keyspace);
        String file = new ClassPathResource("cql/01-journal.cql").getContentAsString(StandardCharsets.UTF_8);
        for (String cql : file.replaceAll("--[^\\n]*", "").split(";", -1)) {
            if (!cql.isBlank()) {
                session.execute(cql);
            }
        }
    }

    @BeforeEach
    void empty() {
        session.execute("TRUNCATE journal");
    }

    @AfterAll
    static void disconnect() {
        session.close();
    }

    @Override
    protected Journal journal() {
        return new CassandraJournal(session, SEGMENT_SIZE);
    }

    @Test
    void marksOnlyMoveForward() {
        Progress progress = new CassandraProgress(session);
        progress.applied(7, 100).toCompletableFuture().join();
        progress.delivered(7, 90).toCompletableFuture().join();
        progress.applied(7, 50).toCompletableFuture().join();
        assertThat(progress.read(7).toCompletableFuture().join()).isEqualTo(new Progress.Marks(100, 90));
        assertThat(progress.read(8).toCompletableFuture().join()).isEqualTo(new Progress.Marks(0, 0));
    }
}
