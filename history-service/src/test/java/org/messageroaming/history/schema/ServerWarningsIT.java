package org.messageroaming.history.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.messageroaming.history.HistoryIT;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ServerWarningsIT extends HistoryIT {
    /** More than a batch over partitions may have without a warning (Cassandra's {@code batch_size_warn_threshold}, 5 KiB). */
    private static final String CONTENT = "planted" + "x".repeat(6000);

    @Autowired
    private CqlSession session;

    @Test
    void whatTheServerWarnsOfIsLoggedWithoutItsContent(CapturedOutput output) {
        PreparedStatement insert =
                session.prepare("INSERT INTO timeline (conversation_id, bucket, seq, content) VALUES (?, 0, 1, ?)");
        BatchStatement batch = BatchStatement.newInstance(
                DefaultBatchType.UNLOGGED,
                insert.bind(conversation, CONTENT),
                insert.bind("another-" + conversation, CONTENT));
        assertThat(session.execute(batch).getExecutionInfo().getWarnings()).isNotEmpty();
        assertThat(output).contains("server side warning").doesNotContain("planted");
    }
}
