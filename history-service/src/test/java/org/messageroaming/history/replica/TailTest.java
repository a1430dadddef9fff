package org.messageroaming.history.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.state.Event;
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

/** Somebody is erased, comes back under the same name, and uses the same ids again. */
class TailTest {
    private static final ConversationId CONVERSATION = new ConversationId("c");
    private static final UserId ANN = new UserId("ann");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final RetryKey APPEND = new RetryKey(CONVERSATION, ANN, new ClientMessageId("m"));
    private static final OperationKey READ = new OperationKey(CONVERSATION, ANN, new OperationId("r"));

    private final Tail tail = new Tail(3, 0);

    private void add(long position, Event... events) {
        tail.add(new Entry(position, UUID.randomUUID(), List.of(events)), position);
    }

    private static Event appended(long seq) {
        Message message = Message.sent(
                CONVERSATION,
                new Sequence(seq),
                ANN,
                APPEND.clientMessageId(),
                new MessageType("text"),
                new Content("{}"),
                NOW);
        return new Event.MessageAppended(message, "digest", false);
    }

    private static Event read(long seq) {
        Operation read = new Operation.Read(CONVERSATION, new Sequence(seq), READ.operationId(), ANN, NOW);
        return new Event.OperationApplied(read, "digest", 1, null, List.of());
    }

    @Test
    void whatTheLifeBeforeDidIsNotKnown() {
        add(1, appended(1), read(1));
        add(2, new Event.MemberErased(CONVERSATION, ANN, true));

        assertThat(tail.appended(APPEND, null)).isNull();
        assertThat(tail.operation(READ, null)).isNull();
    }

    @Test
    void whoWasErasedWasNeverAMemberUntilItLeavesAgain() {
        Membership loaded = Membership.joined(ANN, NOW, 0).left(NOW, 1);
        Membership again = Membership.joined(ANN, NOW, 7).left(NOW, 9);
        add(1, new Event.MemberErased(CONVERSATION, ANN, false));
        assertThat(tail.former(0, CONVERSATION, ANN, loaded)).isNull();
        assertThat(tail.former(0, CONVERSATION, new UserId("bob"), loaded)).isEqualTo(loaded);
        add(2, new Event.MemberLeft(CONVERSATION, again));
        assertThat(tail.former(0, CONVERSATION, ANN, loaded)).isEqualTo(again);
    }

    @Test
    void whatTheNewLifeDidIsKnownAlsoWhenTheLifeBeforeIsForgotten() {
        add(1, appended(1), read(1));
        add(2, new Event.MemberErased(CONVERSATION, ANN, true));
        add(3, appended(2), read(2));
        add(4, new Event.MemberErased(CONVERSATION, new UserId("bob"), false));

        assertThat(tail.covers(0)).as("the first entry is kept").isFalse();
        assertThat(tail.appended(APPEND, null))
                .extracting(known -> known.message().seq().value())
                .isEqualTo(2L);
        assertThat(tail.operation(READ, null))
                .extracting(
                        known -> ((Operation.Read) known.operation()).upToSeq().value())
                .isEqualTo(2L);
    }
}
