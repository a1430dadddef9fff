package org.messageroaming.model.json;

import java.io.StringWriter;
import org.messageroaming.model.Content;
import org.messageroaming.model.InvalidValueException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Copies a JSON object from the parser as compact text, numbers with all their digits. */
public final class ContentDeserializer extends ValueDeserializer<Content> {

    @Override
    public Content deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw context.weirdStringException("", Content.class, "must be a JSON object");
        }
        StringWriter text = new StringWriter(256);
        try (JsonGenerator generator = context.tokenStreamFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            generator.copyCurrentStructureExact(parser);
        }
        return new Content(requirePaired(text.toString()));
    }

    /** A lone surrogate has no UTF-8 form, so it could not be given back as it came. */
    private static String requirePaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new InvalidValueException("content", "must not hold an unpaired surrogate");
            }
        }
        return text;
    }
}
