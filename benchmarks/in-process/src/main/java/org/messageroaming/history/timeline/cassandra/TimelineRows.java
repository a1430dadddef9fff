package org.messageroaming.history.timeline.cassandra;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import com.datastax.oss.driver.internal.core.cql.DefaultRow;
import com.datastax.oss.driver.internal.core.cql.EmptyColumnDefinitions;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.message.Page;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.Excerpt;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.json.WireJson;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a page's rows, as the driver has them, to messages, and from these to the answer's JSON. */
@State(Scope.Benchmark)
public class TimelineRows {
    private static final int ROWS = 50;
    private static final String CONTENT = "{\"text\":\"" + "x".repeat(200) + "\"}";

    private final ConversationId conversation = new ConversationId("benchmark");
    private final List<Row> rows =
            LongStream.rangeClosed(1, ROWS).mapToObj(TimelineRows::row).toList();
    private final Page page = new Page(conversation, messages(), true, false, 1, ROWS);

    /** In the order in which a page's statement names the columns; {@code edited_at} and what follows it are not set. */
    private static Row row(long seq) {
        List<@Nullable ByteBuffer> values = Arrays.asList(
                bytes(TypeCodecs.BIGINT, seq),
                bytes(TypeCodecs.TEXT, "alice"),
                bytes(TypeCodecs.TEXT, "4b5c2d1e-0000-4000-8000-" + (100_000_000_000L + seq)),
                bytes(TypeCodecs.TEXT, "text"),
                bytes(TypeCodecs.TEXT, CONTENT),
                bytes(
                        TypeCodecs.TIMESTAMP,
                        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(seq)),
                null,
                null,
                null);
        // By place no definition of a column is looked at.
        return new DefaultRow(EmptyColumnDefinitions.INSTANCE, values);
    }

    private static <T> @Nullable ByteBuffer bytes(TypeCodec<T> codec, T value) {
        return codec.encode(value, ProtocolVersion.DEFAULT);
    }

    /** 50 rows to messages. */
    @Benchmark
    public List<Message> messages() {
        Reading reading = new Reading(conversation, Excerpt.all(new SeqRange(1, rows.size())), false);
        reading.take(rows);
        return reading.passage(true).messages();
    }

    /** A page of 50 messages to JSON. */
    @Benchmark
    public byte[] json() {
        return WireJson.MAPPER.writeValueAsBytes(page);
    }
}
