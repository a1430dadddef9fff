package org.messageroaming.model.json;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.Content;
import org.messageroaming.model.Message;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Writes a message's components in their order; {@code content} always, the others that may be null only where they are not. A page has
 * up to 200 messages, and what Jackson does by reflection for each value of each took most of a page's time.
 */
public final class MessageSerializer extends ValueSerializer<Message> {
    private static final SerializableString CONVERSATION_ID = new SerializedString("conversationId");
    private static final SerializableString SEQ = new SerializedString("seq");
    private static final SerializableString SENDER = new SerializedString("sender");
    private static final SerializableString CLIENT_MESSAGE_ID = new SerializedString("clientMessageId");
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString CONTENT = new SerializedString("content");
    private static final SerializableString SENT_AT = new SerializedString("sentAt");
    private static final SerializableString EDITED_AT = new SerializedString("editedAt");
    private static final SerializableString RECALLED_AT = new SerializedString("recalledAt");
    private static final SerializableString RECALLED_BY = new SerializedString("recalledBy");

    @Override
    public void serialize(Message message, JsonGenerator generator, SerializationContext context) {
        generator.writeStartObject(message);
        write(generator, CONVERSATION_ID, message.conversationId().value());
        generator.writeName(SEQ).writeNumber(message.seq().value());
        write(generator, SENDER, message.sender().value());
        write(generator, CLIENT_MESSAGE_ID, message.clientMessageId().value());
        write(generator, TYPE, message.type().value());
        write(generator, message.content());
        write(generator, SENT_AT, message.sentAt());
        write(generator, EDITED_AT, message.editedAt());
        write(generator, RECALLED_AT, message.recalledAt());
        if (message.recalledBy() != null) {
            write(generator, RECALLED_BY, message.recalledBy().value());
        }
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, SerializableString name, String value) {
        generator.writeName(name).writeString(value);
    }

    private static void write(JsonGenerator generator, SerializableString name, @Nullable Instant time) {
        if (time != null) {
            write(generator, name, WireTime.format(time));
        }
    }

    private static void write(JsonGenerator generator, @Nullable Content content) {
        generator.writeName(CONTENT);
        if (content == null) {
            generator.writeNull();
        } else {
            generator.writeRawValue(content.json());
        }
    }
}
