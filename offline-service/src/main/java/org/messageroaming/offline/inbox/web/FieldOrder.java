package org.messageroaming.offline.inbox.web;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.messageroaming.model.Content;
import org.messageroaming.model.json.WireJson;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Puts first what an entry is found by when its message is recalled: of a message its conversation and sequence, of an edit its
 * type too, with the content last. Every value stays as it was written. Objects of another shape stay as they are.
 */
final class FieldOrder {
    private static final Pattern MESSAGE_IN_ORDER =
            Pattern.compile("\\{\"conversationId\":\"[^\"\\\\]+\",\"seq\":\\d+,");
    private static final String EDIT = "\"EDIT\"";

    private FieldOrder() {}

    static String ofMessage(Content message) {
        return MESSAGE_IN_ORDER.matcher(message.json()).lookingAt()
                ? message.json()
                : reordered(message.json(), List.of("conversationId", "seq"));
    }

    /** Only edits hold a content. */
    static String ofOperation(Content operation) {
        return operation.json().contains(EDIT)
                ? reordered(operation.json(), List.of("type", "conversationId", "seq"))
                : operation.json();
    }

    private static String reordered(String json, List<String> first) {
        Map<String, String> fields = fields(json);
        if (!fields.keySet().containsAll(first)) {
            return json;
        }
        StringJoiner text = new StringJoiner(",", "{", "}");
        first.forEach(name -> text.add("\"" + name + "\":" + fields.remove(name)));
        String content = fields.remove("content");
        fields.forEach((name, value) -> text.add(WireJson.MAPPER.writeValueAsString(name) + ":" + value));
        if (content != null) {
            text.add("\"content\":" + content);
        }
        return text.toString();
    }

    private static Map<String, String> fields(String json) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = WireJson.MAPPER.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                StringWriter value = new StringWriter();
                try (JsonGenerator generator = WireJson.MAPPER.createGenerator(value)) {
                    generator.copyCurrentStructureExact(parser);
                }
                fields.put(name, value.toString());
            }
        }
        return fields;
    }
}
