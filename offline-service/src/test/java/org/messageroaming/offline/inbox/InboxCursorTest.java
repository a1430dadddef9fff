package org.messageroaming.offline.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.ProblemCode;
import org.messageroaming.model.problem.RoamingException;

class InboxCursorTest {
    private static final UserId ALICE = new UserId("alice");

    @Property(tries = 200)
    void aCursorReadsAsItWasWritten(
            @ForAll @LongRange(min = 0, max = Sequence.MAX) long seq,
            @ForAll @LongRange(min = 0, max = Sequence.MAX) long tip,
            @ForAll @LongRange(min = 0, max = 99_999_999_999L) long second) {
        InboxCursor cursor = new InboxCursor("inc_-1", seq, "abc-_9", tip, "", Instant.ofEpochSecond(second));
        assertThat(InboxCursor.decode(cursor.encode(ALICE), ALICE)).isEqualTo(cursor);
    }

    @Test
    void anotherUsersCursorIsInvalid() {
        String text = new InboxCursor("inc", 1, "abcdef", 1, "abcdef", Instant.EPOCH).encode(new UserId("bob"));
        assertInvalid(text);
    }

    @Property(tries = 500)
    void garbageIsInvalid(@ForAll String text) {
        assertInvalid(text);
    }

    private static void assertInvalid(String text) {
        assertThatThrownBy(() -> InboxCursor.decode(text, ALICE))
                .isInstanceOfSatisfying(
                        RoamingException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.INVALID_CURSOR));
    }
}
