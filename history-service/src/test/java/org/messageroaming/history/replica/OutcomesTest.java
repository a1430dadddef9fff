package org.messageroaming.history.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/** What one entry says of a user more than once: its writes all carry the same timestamp, and a deletion would win. */
class OutcomesTest {
    private static final ConversationId CONVERSATION = new ConversationId("c");
    private static final UserId ANN = new UserId("ann");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final Membership ANEW = Membership.joined(ANN, NOW, 0);

    private static Outcome.Touched after(Event... events) {
        Event created = new Event.ConversationCreated(
                CONVERSATION, ConversationKind.GROUP, HistoryVisibility.FULL, NOW, List.of(ANN));
        List<Event> all = Stream.concat(Stream.of(created), Stream.of(events)).toList();
        return new Outcomes(new Entry(1, UUID.randomUUID(), all), Map.of())
                .outcome()
                .conversations()
                .get(0);
    }

    @Test
    void whoLeftAndWasErasedIsNotRememberedAsSomebodyWhoLeft() {
        Outcome.Touched touched = after(
                new Event.MemberLeft(CONVERSATION, ANEW.left(NOW, 0)),
                new Event.MemberErased(CONVERSATION, ANN, false));
        assertThat(touched.left()).isEmpty();
        assertThat(touched.erased()).containsExactly(ANN);
    }

    @Test
    void whoWasErasedAndCameBackIsAMember() {
        Outcome.Touched touched =
                after(new Event.MemberErased(CONVERSATION, ANN, true), new Event.MemberJoined(CONVERSATION, ANEW));
        assertThat(touched.erased()).containsExactly(ANN);
        assertThat(touched.changed()).containsExactly(ANN);
    }
}
