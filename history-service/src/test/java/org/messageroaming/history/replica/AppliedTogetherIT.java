package org.messageroaming.history.replica;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.HistoryIT;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.Operation;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;
import org.springframework.beans.factory.annotation.Autowired;

/** Entries that are applied together leave the same rows, written at the same positions, as one after the other. */
class AppliedTogetherIT extends HistoryIT {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final UserId ANNA = new UserId("anna");
    private static final UserId BEN = new UserId("ben");
    private static final UserId CARLA = new UserId("carla");
    private static final List<String> ROWS = List.of(
            "SELECT user_id, joined_at, ranges, read_up_to, read_position, deletions, WRITETIME(joined_at),"
                    + " last_seq, member_count, last_change, position, WRITETIME(last_seq)"
                    + " FROM conversation WHERE conversation_id = ?",
            "SELECT user_id, left_at, left_after, ranges, WRITETIME(left_at)"
                    + " FROM former_member WHERE conversation_id = ? AND user_id IN ('anna', 'carla')",
            "SELECT user_id, ranges, WRITETIME(ranges) FROM departure WHERE conversation_id = ?",
            "SELECT * FROM timeline WHERE conversation_id = ? AND bucket = 0");

    @Autowired
    private ReadTables tables;

    @Autowired
    private CqlSession session;

    @Test
    void leaveTheSameRows() {
        ConversationId alone = new ConversationId(conversation + "-alone");
        ConversationId together = new ConversationId(conversation + "-together");
        outcomes(alone).forEach(outcome -> apply(List.of(outcome)));
        apply(outcomes(together));
        assertThat(rows(together)).isEqualTo(rows(alone)).hasSizeGreaterThan(5);
        assertThat(rows(alone).toString()).contains("read_up_to:3", "position:6");
    }

    private void apply(List<Outcome> outcomes) {
        tables.apply(outcomes).toCompletableFuture().join();
    }

    private List<String> rows(ConversationId id) {
        List<String> rows = new ArrayList<>();
        for (String cql : ROWS) {
            session.execute(cql, id.value())
                    .forEach(row -> rows.add(row.getFormattedContents().replace(id.value(), "ID")));
        }
        return rows;
    }

    /** Anna moves her read marker by what she writes, leaves and is back; Ben writes only before that; Carla leaves for good. */
    private static List<Outcome> outcomes(ConversationId id) {
        Membership anew = Membership.joined(ANNA, NOW, 2);
        List<List<Event>> entries = List.of(
                List.of(new Event.ConversationCreated(
                        id, ConversationKind.GROUP, HistoryVisibility.FULL, NOW, List.of(ANNA, BEN, CARLA))),
                List.of(message(id, 1, ANNA), message(id, 2, BEN)),
                List.of(
                        new Event.MemberLeft(id, Membership.joined(ANNA, NOW, 0).left(NOW, 2)),
                        new Event.MemberLeft(
                                id, Membership.joined(CARLA, NOW, 0).left(NOW, 2))),
                List.of(new Event.MemberJoined(id, anew)),
                List.of(message(id, 3, ANNA)),
                List.of(recall(id, message(id, 2, BEN).message())));
        Map<ConversationId, Conversation> states = new HashMap<>();
        return IntStream.range(0, entries.size())
                .mapToObj(i -> {
                    Outcomes outcomes =
                            new Outcomes(new Entry(1 + i, UUID.randomUUID(), entries.get(i)), Map.copyOf(states));
                    states.putAll(outcomes.after());
                    return outcomes.outcome();
                })
                .toList();
    }

    private static Event.MessageAppended message(ConversationId id, long seq, UserId sender) {
        return new Event.MessageAppended(
                Message.sent(
                        id,
                        new Sequence(seq),
                        sender,
                        new ClientMessageId("m" + seq),
                        new MessageType("text"),
                        new Content("{}"),
                        NOW),
                "digest",
                false);
    }

    private static Event recall(ConversationId id, Message message) {
        Operation recall = new Operation.Recall(id, message.seq(), new OperationId("o1"), BEN, NOW);
        return new Event.OperationApplied(recall, "digest", 1, message.recalled(BEN, NOW), List.of());
    }
}
