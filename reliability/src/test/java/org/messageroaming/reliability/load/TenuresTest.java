package org.messageroaming.reliability.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.json.WireJson;

class TenuresTest {
    private static final World.Group GROUP = new World.Group("g", List.of("ben"), true);

    private final Tenures tenures = new Tenures();

    private void change(boolean joins, Fate.State state, boolean inDoubt, long askedAt, long answeredAt) {
        Calls.Answer answer = new Calls.Answer(0, WireJson.MAPPER.createObjectNode());
        tenures.add(GROUP, "ben", joins, new Resolved(state, answer, askedAt, answeredAt, inDoubt));
    }

    private void change(boolean joins, long askedAt, long answeredAt) {
        change(joins, Fate.State.DONE, false, askedAt, answeredAt);
    }

    private String at(long from, long to) {
        return tenures.isIn(GROUP, "ben", from, to) ? "in" : tenures.isOut(GROUP, "ben", from, to) ? "out" : "unknown";
    }

    @Test
    void whoNeverMovedIsIn() {
        assertThat(at(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo("in");
        assertThat(tenures.isOut(GROUP, "dan", 0, 1)).isTrue();
    }

    @Test
    void betweenTheAnswerAndTheNextRequestItIsCertain() {
        change(false, 10, 20);
        change(true, 30, 40);
        assertThat(at(0, 9)).isEqualTo("in");
        assertThat(at(0, 10)).isEqualTo("unknown");
        assertThat(at(19, 25)).isEqualTo("unknown");
        assertThat(at(20, 29)).isEqualTo("out");
        assertThat(at(20, 30)).isEqualTo("unknown");
        assertThat(at(39, 50)).isEqualTo("unknown");
        assertThat(at(40, 50)).isEqualTo("in");
    }

    @Test
    void toBeLetInTwiceChangesNothing() {
        change(true, 10, 20);
        change(true, 30, 40);
        assertThat(at(0, 50)).isEqualTo("in");
    }

    @Test
    void anAttemptWithoutAnAnswerMayBeCarriedOutLater() {
        change(false, Fate.State.DONE, true, 10, 20);
        assertThat(at(20, 29)).isEqualTo("out");
        change(true, 30, 40);
        assertThat(at(40, 50)).isEqualTo("unknown");
        assertThat(at(20, 29)).isEqualTo("out");
        long over = 20 + Tenures.CARRIED_OUT.toNanos();
        assertThat(at(over - 1, over)).isEqualTo("unknown");
        assertThat(at(over, over + 1)).isEqualTo("in");
    }

    @Test
    void whatWasGivenUpIsNotKnown() {
        change(false, Fate.State.UNKNOWN, true, 10, 20);
        assertThat(at(30, 40)).isEqualTo("unknown");
        assertThat(tenures.atTheEnd(GROUP)).isEmpty();
    }
}
