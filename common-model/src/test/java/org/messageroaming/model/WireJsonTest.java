package org.messageroaming.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.model.json.WireTime;
import tools.jackson.core.JacksonException;

class WireJsonTest {
    private static final String CONTENT =
            "{\"text\":\"héllo 你好 👋🏽 \\\"q\\\"\",\"n\":1.10,\"big\":12345678901234567890123,\"e\":1E+400}";

    private static final Message SENT = Message.sent(
            new ConversationId("c"),
            new Sequence(7),
            new UserId("u"),
            new ClientMessageId("m"),
            new MessageType("text"),
            new Content(CONTENT),
            Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void contentIsCopiedAsItWasWritten() {
        Content content = WireJson.MAPPER.readValue(CONTENT, Content.class);
        assertThat(content.json()).isEqualTo(CONTENT);
        assertThat(WireJson.MAPPER.writeValueAsString(content)).isEqualTo(CONTENT);
    }

    @Test
    void aMessageReadsAsItWasWritten() {
        String json = WireJson.MAPPER.writeValueAsString(SENT);
        assertThat(json)
                .isEqualTo("{\"conversationId\":\"c\",\"seq\":7,\"sender\":\"u\",\"clientMessageId\":\"m\","
                        + "\"type\":\"text\",\"content\":" + CONTENT + ",\"sentAt\":\"2026-01-01T00:00:00.000Z\"}");
        assertThat(WireJson.MAPPER.readValue(json, Message.class)).isEqualTo(SENT);
        assertThat(WireJson.MAPPER.readValue(WireJson.MAPPER.writeValueAsBytes(SENT), Message.class))
                .isEqualTo(SENT);
    }

    /** A content that is gone is told as gone; an edit and a recall only where there was one. */
    @Test
    void whatBecameOfAMessageIsWritten() {
        Message recalled = SENT.edited(new Content("{}"), Instant.parse("2026-01-01T00:00:01.5Z"))
                .recalled(new UserId("v"), Instant.parse("2026-01-01T00:00:02.025Z"));
        String json = WireJson.MAPPER.writeValueAsString(recalled);
        assertThat(json)
                .endsWith(",\"content\":null,\"sentAt\":\"2026-01-01T00:00:00.000Z\","
                        + "\"editedAt\":\"2026-01-01T00:00:01.500Z\",\"recalledAt\":\"2026-01-01T00:00:02.025Z\","
                        + "\"recalledBy\":\"v\"}");
        assertThat(WireJson.MAPPER.readValue(json, Message.class)).isEqualTo(recalled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "1", "null", "{\"a\":1,\"a\":2}", "{", "{\"a\":\"\\ud800\"}"})
    void whatIsNoObjectIsRefused(String json) {
        assertThatThrownBy(() -> {
                    Content content = WireJson.MAPPER.readValue(json, Content.class);
                    if (content == null) {
                        throw new InvalidValueException("content", "is required");
                    }
                })
                .isInstanceOfAny(JacksonException.class, InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "1.0", "0", "-1", "9007199254740992", "true", "1e3"})
    void whatIsNoSequenceIsRefused(String json) {
        assertThatThrownBy(() -> WireJson.MAPPER.readValue(json, Sequence.class))
                .isInstanceOfAny(JacksonException.class, InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", ".a", "a b", "ä", "a/b", "a{b"})
    void whatIsNoIdentifierIsRefused(String value) {
        assertThatThrownBy(() -> new UserId(value)).isInstanceOf(InvalidValueException.class);
    }

    @Property(tries = 300)
    void textOrderOfTimesIsTimeOrder(
            @ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long one,
            @ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long other) {
        String first = WireTime.format(Instant.ofEpochMilli(one));
        String second = WireTime.format(Instant.ofEpochMilli(other));
        assertThat(Integer.signum(first.compareTo(second))).isEqualTo(Long.compare(one, other));
        assertThat(WireTime.parse("time", first)).isEqualTo(Instant.ofEpochMilli(one));
    }
}
