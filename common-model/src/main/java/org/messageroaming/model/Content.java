package org.messageroaming.model;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import org.messageroaming.model.json.ContentDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A message's or notification's content: one JSON object as compact text. It is opaque to the server, which copies it from
 * request to store to answer and never looks inside; clients may put ciphertext there.
 *
 * @param json one JSON object without insignificant white space, at most {@value #MAX_BYTES} bytes of UTF-8
 */
@JsonDeserialize(using = ContentDeserializer.class)
public record Content(@JsonValue @JsonRawValue String json) {

    /** The greatest length, in bytes of UTF-8, inclusive: 64 KiB. */
    public static final int MAX_BYTES = 64 * 1024;

    /** @throws InvalidValueException when {@code json} does not begin and end as an object does */
    public Content {
        if (json.length() < 2 || json.charAt(0) != '{' || json.charAt(json.length() - 1) != '}') {
            throw new InvalidValueException("content", "must be a JSON object");
        }
    }

    /** Whether the text is longer than {@link #MAX_BYTES}. */
    public boolean isTooLong() {
        return json.length() > MAX_BYTES
                || (json.length() > MAX_BYTES / 3 && json.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES);
    }

    /** The content is never logged. */
    @Override
    public String toString() {
        return "Content[" + json.length() + " characters]";
    }
}
