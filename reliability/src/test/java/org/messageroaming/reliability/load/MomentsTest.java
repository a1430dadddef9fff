package org.messageroaming.reliability.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.json.WireJson;

class MomentsTest {
    private static final World.Group GROUP = new World.Group("g", List.of("ben"), true);

    private static Fate fate(long seq, long askedAt, long answeredAt) {
        Fate fate = new Fate(GROUP, "ben", "m" + seq, "text");
        Calls.Answer answer = new Calls.Answer(201, WireJson.MAPPER.valueToTree(Map.of("seq", seq)));
        fate.appended(new Resolved(Fate.State.DONE, answer, askedAt, answeredAt, false));
        return fate;
    }

    @Test
    void aSequenceLiesBetweenItsNeighbours() {
        Moments moments = new Moments(List.of(fate(2, 10, 90), fate(4, 50, 60), fate(6, 30, 80)));
        assertThat(moments.notBefore(1)).isEqualTo(Long.MIN_VALUE);
        assertThat(moments.notAfter(1)).isEqualTo(60);
        assertThat(moments.notBefore(3)).isEqualTo(10);
        assertThat(moments.notAfter(3)).isEqualTo(60);
        assertThat(moments.notBefore(6)).isEqualTo(50);
        assertThat(moments.notAfter(6)).isEqualTo(80);
        assertThat(moments.notAfter(7)).isEqualTo(Long.MAX_VALUE);
    }
}
