package org.messageroaming.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.json.WireJson;

class OperationTest {
    private static final Instant AT = Instant.parse("2026-01-31T09:30:00.000Z");
    private static final Message SENT = Message.sent(
            new ConversationId("c"),
            Sequence.FIRST,
            new UserId("alice"),
            new ClientMessageId("m"),
            new MessageType("text"),
            new Content("{}"),
            AT);

    @Test
    void anInstructionIsReadByItsType() {
        Instruction read = WireJson.MAPPER.readValue(
                "{\"operationId\":\"o\",\"type\":\"DELETE\",\"seqs\":[3,1,3]}", Instruction.class);

        assertThat(read)
                .isEqualTo(new Instruction.Delete(new OperationId("o"), List.of(new Sequence(1), new Sequence(3))));
    }

    @Test
    void anInstructionWithoutItsFieldOrWithAnotherTypesIsRefused() {
        assertThatThrownBy(() ->
                        WireJson.MAPPER.readValue("{\"operationId\":\"o\",\"type\":\"RECALL\"}", Instruction.class))
                .hasMessageContaining("seq");
        assertThatThrownBy(() -> WireJson.MAPPER.readValue(
                        "{\"operationId\":\"o\",\"type\":\"READ\",\"upToSeq\":1,\"seq\":1}", Instruction.class))
                .hasMessageContaining("seq");
    }

    @Test
    void anOperationIsWrittenWithItsTypeFirstAndItsContentLast() {
        Operation edit = new Instruction.Edit(new OperationId("o"), Sequence.FIRST, new Content("{\"a\":1}"))
                .applied(new ConversationId("c"), new UserId("alice"), AT);
        String json = WireJson.MAPPER.writerFor(Operation.class).writeValueAsString(edit);

        assertThat(json)
                .isEqualTo("{\"type\":\"EDIT\",\"conversationId\":\"c\",\"seq\":1,\"operationId\":\"o\","
                        + "\"actor\":\"alice\",\"appliedAt\":\"2026-01-31T09:30:00.000Z\",\"content\":{\"a\":1}}");
        assertThat(WireJson.MAPPER.readValue(json, Operation.class)).isEqualTo(edit);
    }

    @Test
    void aRecallIsFinalAndTheNewestEditCounts() {
        Message first = SENT.edited(new Content("{\"v\":1}"), AT.plusMillis(1));
        Message second = SENT.edited(new Content("{\"v\":2}"), AT.plusMillis(2));
        Message recalled = first.recalled(new UserId("alice"), AT.plusMillis(1));

        assertThat(Message.later(first, second)).isEqualTo(second);
        assertThat(Message.later(second, first)).isEqualTo(second);
        assertThat(Message.later(SENT, first)).isEqualTo(first);
        Message both = second.recalled(new UserId("alice"), AT.plusMillis(1));
        assertThat(Message.later(second, recalled)).isEqualTo(both);
        assertThat(Message.later(recalled, second)).isEqualTo(both);
        assertThat(both.content()).isNull();
    }

    @Test
    void ofTwoRecallsTheFirstCountsInWhateverOrderTheyAreHeardOf() {
        Message first = SENT.recalled(new UserId("alice"), AT.plusMillis(1));
        Message second = SENT.recalled(new UserId("gateway"), AT.plusMillis(2));

        assertThat(Message.later(first, second)).isEqualTo(first);
        assertThat(Message.later(second, first)).isEqualTo(first);
    }
}
