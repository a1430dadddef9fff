package org.messageroaming.offline.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.messageroaming.model.Content;

class FieldOrderTest {

    @Test
    void whatFindsAnEntryComesFirstAndEveryValueStaysAsItWasWritten() {
        assertThat(FieldOrder.ofMessage(
                        new Content("{\"content\":{\"n\":1.10,\"b\":12345678901234567890},\"x\":\"\\u00e9\",\"seq\":5,"
                                + "\"conversationId\":\"c\"}")))
                .isEqualTo("{\"conversationId\":\"c\",\"seq\":5,\"x\":\"é\",\"content\":"
                        + "{\"n\":1.10,\"b\":12345678901234567890}}");
        assertThat(FieldOrder.ofOperation(
                        new Content("{\"content\":{},\"seq\":5,\"conversationId\":\"c\",\"type\":\"EDIT\",\"a\":1}")))
                .isEqualTo("{\"type\":\"EDIT\",\"conversationId\":\"c\",\"seq\":5,\"a\":1,\"content\":{}}");
    }

    @Test
    void whatIsInOrderOrOfAnotherShapeIsLeftAlone() {
        String inOrder = "{\"conversationId\":\"c\",\"seq\":5,\"content\":{},\"sentAt\":\"x\"}";
        String other = "{\"b\":1,\"a\":2}";
        String read = "{\"upToSeq\":5,\"type\":\"READ\"}";
        assertThat(FieldOrder.ofMessage(new Content(inOrder))).isEqualTo(inOrder);
        assertThat(FieldOrder.ofMessage(new Content(other))).isEqualTo(other);
        assertThat(FieldOrder.ofOperation(new Content(read))).isEqualTo(read);
    }
}
