package org.messageroaming.history.replica.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.HistoryIT;
import org.springframework.beans.factory.annotation.Autowired;

/** An instance died between the member rows of a new conversation and its head. */
class HalfWrittenIT extends HistoryIT {

    @Autowired
    private CqlSession session;

    @Test
    void aConversationOfWhichOnlyMembersAreWrittenIsNotThereYetAndCanBeCreated()
            throws IOException, InterruptedException {
        session.execute(
                "INSERT INTO conversation (conversation_id, user_id, joined_at, ranges) VALUES (?, ?, ?, ?) USING TIMESTAMP 1",
                conversation,
                "anna",
                Instant.now(),
                List.of(1L, Long.MAX_VALUE));

        problem(404, "conversation-not-found", call("GET", path(""), service, null));
        problem(404, "conversation-not-found", call("GET", path("/messages"), TOKENS.user("anna"), null));
        createGroup("SINCE_JOIN", "anna", "ben");
        append("anna", "m1");
        assertThat(seqs("ben", "")).containsExactly(1L);
    }
}
