package org.messageroaming.history.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

class DraftTest {
    private static final ConversationId CONVERSATION = new ConversationId("c");
    private static final UserId ANN = new UserId("ann");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

    /** A join that shares the entry with an erasure is decided after it. */
    private static boolean leaveAndErase(Draft draft) {
        Membership left = Membership.joined(ANN, NOW, 0).left(NOW, 0);
        draft.emit(new Event.ConversationCreated(
                CONVERSATION, ConversationKind.GROUP, HistoryVisibility.FULL, NOW, List.of(ANN)));
        draft.emit(new Event.MemberLeft(CONVERSATION, left));
        assertThat(draft.formerMembership(ANN)).isEqualTo(left);
        draft.emit(new Event.MemberErased(CONVERSATION, ANN, false));
        assertThat(draft.formerMembership(ANN)).isNull();
        return true;
    }

    @Test
    void whoWasErasedInTheSameEntryWasNeverAMember() {
        Draft draft = new Draft(1, NOW);
        assertThat(draft.decide(
                        new TestCommand<>(CONVERSATION, DraftTest::leaveAndErase),
                        new Draft.View(CONVERSATION, null, Loaded.NOTHING)))
                .isTrue();
    }
}
