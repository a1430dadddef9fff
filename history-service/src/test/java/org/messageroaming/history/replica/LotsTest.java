package org.messageroaming.history.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.TestMessages;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

class LotsTest {
    private static final ConversationId ID = new ConversationId("c");
    private static final UserId ANNA = new UserId("anna");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private final Lots lots = new Lots(10, 1000);

    @Test
    void areNotLongerThanAskedFor() {
        assertThat(lots.next(Collections.nCopies(5, messages(1, 10)), 4)).isEqualTo(4);
        assertThat(lots.next(Collections.nCopies(3, messages(1, 10)), 4)).isEqualTo(3);
    }

    @Test
    void holdAsManyRowsAsOneEntryMay() {
        assertThat(lots.next(Collections.nCopies(9, messages(3, 10)), 16)).isEqualTo(3);
        assertThat(lots.next(List.of(messages(1, 10), created(9), messages(1, 10)), 16))
                .isEqualTo(2);
    }

    @Test
    void holdAsMuchContentAsOneEntryMay() {
        assertThat(lots.next(Collections.nCopies(9, messages(1, 400)), 16)).isEqualTo(2);
    }

    @Test
    void holdOneEntryHoweverLargeItIs() {
        assertThat(lots.next(List.of(created(11), messages(1, 10)), 16)).isEqualTo(1);
        assertThat(lots.next(List.of(messages(1, 1001), messages(1, 10)), 16)).isEqualTo(1);
    }

    private static Entry entry(List<? extends Event> events) {
        return new Entry(1, UUID.randomUUID(), List.copyOf(events));
    }

    private static Entry created(int members) {
        List<UserId> users =
                IntStream.range(0, members).mapToObj(i -> new UserId("u" + i)).toList();
        return entry(
                List.of(new Event.ConversationCreated(ID, ConversationKind.GROUP, HistoryVisibility.FULL, NOW, users)));
    }

    private static Entry messages(int count, int bytes) {
        Content content = new Content("{\"t\":\"" + "x".repeat(bytes - 8) + "\"}");
        return entry(IntStream.rangeClosed(1, count)
                .mapToObj(seq ->
                        new Event.MessageAppended(TestMessages.sent(ID, seq, ANNA, content, NOW), "digest", false))
                .toList());
    }
}
