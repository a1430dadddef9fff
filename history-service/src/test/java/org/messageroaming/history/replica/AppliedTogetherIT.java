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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messageroaming.history.HistoryIT;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.TestMessages;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
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
            "SELECT user_id, joined_at, ranges, read_up_to, cleared_up_to, read_position, clear_operation, deletions, WRITETIME(joined_at),"
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

    private final ConversationId alone = new ConversationId(conversation + "-alone");
    private final ConversationId together = new ConversationId(conversation + "-together");

    @Test
    void leaveTheSameRows() {
        outcomes(busyDay(alone)).forEach(outcome -> apply(List.of(outcome)));
        apply(outcomes(busyDay(together)));
        assertThat(rows(together)).isEqualTo(rows(alone)).hasSizeGreaterThan(5);
        assertThat(rows(alone).toString()).contains("read_up_to:3", "position:6");
    }

    /** What a membership lacks is not written, and must not be found from the one before. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWasErasedAndIsBackHasNothingOfWhatItWas(boolean inOneEntry) {
        List<Event> back = List.of(
                new Event.MemberErased(together, ANNA, true),
                new Event.MemberJoined(together, Membership.joined(ANNA, NOW, 1)));
        List<List<Event>> entries = new ArrayList<>(
                List.of(List.of(created(together)), List.of(message(together, 1, ANNA)), List.of(clear(together, 1))));
        entries.addAll(inOneEntry ? List.of(back) : back.stream().map(List::of).toList());
        List<Outcome> outcomes = outcomes(entries);
        outcomes.subList(0, 3).forEach(outcome -> apply(List.of(outcome)));
        assertThat(rows(together).toString()).contains("clear_operation:'", "cleared_up_to:1");
        apply(outcomes.subList(3, outcomes.size()));
        assertThat(rows(together).toString()).contains("joined_at").doesNotContain("clear_operation:'");
        assertThat(tables.conversation(together)
                        .toCompletableFuture()
                        .join()
                        .orElseThrow()
                        .members()
                        .get(ANNA))
                .isEqualTo(Membership.joined(ANNA, NOW, 1));
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
    private static List<List<Event>> busyDay(ConversationId id) {
        return List.of(
                List.of(created(id)),
                List.of(message(id, 1, ANNA), message(id, 2, BEN)),
                List.of(
                        new Event.MemberLeft(id, Membership.joined(ANNA, NOW, 0).left(NOW, 2)),
                        new Event.MemberLeft(
                                id, Membership.joined(CARLA, NOW, 0).left(NOW, 2))),
                List.of(new Event.MemberJoined(id, Membership.joined(ANNA, NOW, 2))),
                List.of(message(id, 3, ANNA)),
                List.of(recall(id, message(id, 2, BEN).message())));
    }

    private static List<Outcome> outcomes(List<List<Event>> entries) {
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

    private static Event created(ConversationId id) {
        return new Event.ConversationCreated(
                id, ConversationKind.GROUP, HistoryVisibility.FULL, NOW, List.of(ANNA, BEN, CARLA));
    }

    private static Event clear(ConversationId id, long seq) {
        Operation clear = new Operation.Clear(id, new Sequence(seq), new OperationId("o2"), ANNA, NOW);
        return new Event.OperationApplied(clear, "digest", 1, null, List.of());
    }

    private static Event.MessageAppended message(ConversationId id, long seq, UserId sender) {
        return new Event.MessageAppended(TestMessages.sent(id, seq, sender, NOW), "digest", false);
    }

    private static Event recall(ConversationId id, Message message) {
        Operation recall = new Operation.Recall(id, message.seq(), new OperationId("o1"), BEN, NOW);
        return new Event.OperationApplied(recall, "digest", 1, message.recalled(BEN, NOW), List.of());
    }
}
