package org.messageroaming.benchmarks.timeline;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** One conditional write a message, and nothing else: what keeps a sequence without holes at least costs without batches. */
final class RawAppend {
    private final CqlSession session;
    private final PreparedStatement insert;

    RawAppend(CqlSession session) {
        this.session = session;
        session.execute(
                "CREATE KEYSPACE IF NOT EXISTS raw WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        session.execute(
                "CREATE TABLE IF NOT EXISTS raw.message (conversation_id text, bucket bigint, seq bigint, sender text,"
                        + " client_message_id text, content text, PRIMARY KEY ((conversation_id, bucket), seq))"
                        + " WITH CLUSTERING ORDER BY (seq ASC)");
        this.insert = session.prepare(
                "INSERT INTO raw.message (conversation_id, bucket, seq, sender, client_message_id, content)"
                        + " VALUES (?, ?, ?, ?, ?, ?) IF NOT EXISTS");
    }

    /** Claims a sequence of a conversation; says whether nobody had it. */
    CompletionStage<Boolean> claim(String conversation, long seq) {
        return session.executeAsync(insert.bind(
                        conversation,
                        seq / 1000,
                        seq,
                        "sender",
                        UUID.randomUUID().toString(),
                        "{\"text\":\"" + Conversations.TEXT + "\"}"))
                .thenApply(AsyncResultSet::wasApplied);
    }

    /** Names for conversations that nobody has written to. */
    static List<String> conversations(int count) {
        return Conversations.names(UUID.randomUUID() + "-", count);
    }
}
