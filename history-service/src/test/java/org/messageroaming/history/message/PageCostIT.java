package org.messageroaming.history.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.api.core.tracker.RequestTracker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.HistoryIT;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.cassandra.autoconfigure.CqlSessionBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Counts the statements that pages of a conversation of 100,000 messages cost. */
@Import(PageCostIT.CountedStatements.class)
@TestPropertySource(properties = "roaming.history.timeline.bucket-size=5000")
class PageCostIT extends HistoryIT {
    private static final int MESSAGES = 100_000;
    private static final int LINES_A_REQUEST = 20_000;

    @Autowired
    private CqlSession session;

    @Test
    void aPageCostsAtMostTwoPartitionReadsOfTheTimelineWhateverItsAgeAndThreeAroundABucketsEnd() throws Exception {
        createGroup("SINCE_JOIN", "a");
        for (int first = 1; first <= MESSAGES; first += LINES_A_REQUEST) {
            importLines(first, first + LINES_A_REQUEST - 1);
        }
        for (long before : new long[] {100_001, 99_999, 95_010, 95_001, 50_000, 5_026, 5_001, 60, 2}) {
            assertCost("?limit=50&before=" + before, 2);
        }
        for (long after : new long[] {1, 4_990, 5_000, 77_777, 99_990}) {
            assertCost("?limit=200&after=" + after, 2, 3);
        }
        assertCost("", 1);
        assertCost("?around=52000&limit=100", 2);
        assertCost("?around=50000&limit=100", 3);
        int bucketsSearched = 5;
        assertCost("?at=2020-01-01T12:00:00Z", 2 + bucketsSearched + 1);
    }

    private void assertCost(String query, int atMost) throws Exception {
        assertCost(query, atMost, atMost);
    }

    /** @param fetches how often Cassandra may be asked, since more than 64 rows come in two parts */
    private void assertCost(String query, int atMost, int fetches) throws Exception {
        CountedStatements.READS.clear();
        CountedStatements.FETCHES.set(0);
        assertThat(seqs("a", query)).isNotEmpty();
        awaitNotes();
        List<String> reads = List.copyOf(CountedStatements.READS);
        assertThat(CountedStatements.FETCHES).as(query).hasValueLessThanOrEqualTo(fetches);
        assertThat(reads.stream().filter(cql -> cql.contains("FROM timeline")))
                .as(query)
                .hasSizeBetween(1, atMost);
        assertThat(reads.stream().filter(cql -> cql.contains("FROM conversation")))
                .as(query)
                .hasSize(1);
        assertThat(reads.stream().filter(cql -> cql.contains("FROM former_member")))
                .isEmpty();
    }

    /** A statement is noted after its answer, by the thread of the one connection: what a later one is noted after is noted as well. */
    private void awaitNotes() {
        int before = CountedStatements.LAST.get();
        session.execute(CountedStatements.LAST_ONE);
        await().until(() -> CountedStatements.LAST.get() > before);
    }

    private void importLines(int first, int last) throws Exception {
        String lines = IntStream.rangeClosed(first, last)
                .mapToObj(i -> "{\"clientMessageId\":\"i" + i + "\",\"sender\":\"s\",\"type\":\"text\",\"content\":{},"
                        + "\"sentAt\":\"2020-01-%02dT%02d:%02d:%02d.000Z\"}"
                                .formatted(1 + i / 86_400, i / 3600 % 24, i / 60 % 60, i % 60))
                .collect(Collectors.joining("\n"));
        JsonNode report = ok(200, call("POST", path("/import"), service, lines));
        assertThat(report.path("imported").asInt()).isEqualTo(last - first + 1);
    }

    /** Notes every statement that the driver sends. */
    @TestConfiguration
    static class CountedStatements {
        static final List<String> READS = new CopyOnWriteArrayList<>();
        static final AtomicInteger FETCHES = new AtomicInteger();
        static final String LAST_ONE = "SELECT key FROM system.local";
        static final AtomicInteger LAST = new AtomicInteger();

        @Bean
        CqlSessionBuilderCustomizer counting() {
            return builder -> builder.addRequestTracker(new RequestTracker() {
                @Override
                public void onSuccess(
                        Request request,
                        long latencyNanos,
                        DriverExecutionProfile profile,
                        Node node,
                        String requestLogPrefix) {
                    if (request instanceof BoundStatement bound) {
                        String cql = bound.getPreparedStatement().getQuery();
                        if (cql.contains("FROM timeline")) {
                            FETCHES.incrementAndGet();
                        }
                        if (cql.startsWith("SELECT") && !cql.contains("instance") && bound.getPagingState() == null) {
                            READS.add(cql);
                        }
                    } else if (request instanceof SimpleStatement simple
                            && simple.getQuery().equals(LAST_ONE)) {
                        LAST.incrementAndGet();
                    }
                }

                @Override
                public void close() {}
            });
        }
    }
}
