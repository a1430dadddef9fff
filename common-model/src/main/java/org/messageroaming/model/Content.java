package org.messageroaming.model;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import org.messageroaming.model.json.ContentDeserializer;
import org.messageroaming.model.problem.RequestRejectedException;
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

    /**
     * The deepest nesting of objects and arrays that is accepted, the content's own braces included. What is accepted is wrapped in
     * messages, operations, pages and journal entries, and every reader of those has a limit too; Jackson's is 500.
     */
    public static final int MAX_DEPTH = 100;

    /** @throws InvalidValueException when {@code json} does not begin and end as an object does */
    public Content {
        if (json.length() < 2 || json.charAt(0) != '{' || json.charAt(json.length() - 1) != '}') {
            throw new InvalidValueException("content", "must be a JSON object");
        }
    }

    /**
     * To be asked of content that comes in; what is stored already is given back whatever its size.
     *
     * @throws RequestRejectedException 413 when it is longer than {@link #MAX_BYTES}, 400 when it is nested deeper than {@link
     *     #MAX_DEPTH}
     */
    public void requireAcceptable() {
        if (json.length() > MAX_BYTES || (json.length() > MAX_BYTES / 3 && bytes() > MAX_BYTES)) {
            throw RequestRejectedException.tooLarge("content must have at most " + MAX_BYTES + " bytes");
        }
        if (depth() > MAX_DEPTH) {
            throw RequestRejectedException.invalid("content must be nested at most " + MAX_DEPTH + " deep");
        }
    }

    /** How long it is, in bytes of UTF-8. */
    public int bytes() {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }

    /** How deep objects and arrays are nested, its own braces included: at least 1. */
    public int depth() {
        int depth = 0;
        int deepest = 0;
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inText) {
                if (c == '\\') {
                    i++;
                } else {
                    inText = c != '"';
                }
            } else if (c == '{' || c == '[') {
                depth++;
                deepest = Math.max(deepest, depth);
            } else if (c == '}' || c == ']') {
                depth--;
            } else {
                inText = c == '"';
            }
        }
        return deepest;
    }

    /** The content is never logged. */
    @Override
    public String toString() {
        return "Content[" + json.length() + " characters]";
    }
}
