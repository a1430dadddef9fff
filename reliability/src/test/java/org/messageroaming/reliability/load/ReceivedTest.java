package org.messageroaming.reliability.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.node.ObjectNode;

class ReceivedTest {
    private final Violations violations = new Violations();
    private final Received received = new Received("ben", violations);

    private void take(String gap, long... seqs) {
        ObjectNode page = WireJson.MAPPER.createObjectNode().put("cursor", "c");
        page.put("gap", gap.isEmpty() ? null : gap);
        for (long seq : seqs) {
            page.withArray("entries").add(entry(seq, "id" + seq, seq));
        }
        received.take(page, 100);
    }

    private static ObjectNode entry(long seq, String entryId, long messageSeq) {
        ObjectNode entry = WireJson.MAPPER.createObjectNode().put("seq", seq).put("entryId", entryId);
        entry.putObject("message").put("conversationId", "c").put("seq", messageSeq);
        return entry;
    }

    private void takeEntry(ObjectNode entry) {
        ObjectNode page = WireJson.MAPPER.createObjectNode().put("cursor", "c").putNull("gap");
        page.putArray("entries").add(entry);
        received.take(page, 100);
    }

    @Test
    void aDenseChainIsClean() {
        take("", 5, 6);
        take("", 7);
        assertThat(violations.all()).isEmpty();
        assertThat(received.messages()).containsExactlyInAnyOrder("c#5", "c#6", "c#7");
    }

    @Test
    void aHoleIsFound() {
        take("", 5);
        take("", 7);
        assertThat(violations.all()).extracting(Violations.Violation::invariant).containsExactly("I1");
    }

    @Test
    void aHoleThatIsToldIsNone() {
        take("", 5);
        take("RETENTION", LongStream.range(7, 1007).toArray());
        assertThat(violations.all()).isEmpty();
        assertThat(received.isExcused(99, Losses.NONE)).isTrue();
        assertThat(received.isExcused(100, Losses.NONE)).isFalse();
    }

    @Test
    void anInboxThatDropsEntriesIsFull() {
        take("", 5);
        take("RETENTION", LongStream.range(7, 1006).toArray());
        assertThat(violations.all()).extracting(Violations.Violation::invariant).containsExactly("I2");
    }

    @Test
    void aResetExcusesNothingWhereRedisKeepsWhatItHas() {
        take("RESET", 1);
        assertThat(received.isExcused(99, Losses.NONE)).isFalse();
        assertThat(received.isExcused(99, new Losses(true, 99))).isTrue();
        assertThat(received.isExcused(98, new Losses(true, 99))).isFalse();
    }

    @Test
    void anEntryThatComesTwiceIsFound() {
        take("", 5);
        takeEntry(entry(6, "id5", 6));
        assertThat(violations.all()).extracting(Violations.Violation::invariant).containsExactly("I4");
    }

    @Test
    void aMessageOutOfOrderIsFound() {
        take("", 5);
        takeEntry(entry(6, "id6", 4));
        assertThat(violations.all()).extracting(Violations.Violation::invariant).containsExactly("F1 order");
    }
}
