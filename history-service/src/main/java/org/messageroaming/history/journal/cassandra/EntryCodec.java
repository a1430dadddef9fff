package org.messageroaming.history.journal.cassandra;

import java.util.List;
import org.messageroaming.history.state.Event;
import org.messageroaming.model.json.WireJson;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** Events as the JSON text of the journal. */
final class EntryCodec {
    private static final TypeReference<List<Event>> EVENTS = new TypeReference<>() {};

    private final ObjectWriter writer = WireJson.MAPPER.writerFor(EVENTS);
    private final ObjectReader reader = WireJson.MAPPER.readerFor(EVENTS);

    String encode(List<Event> events) {
        return writer.writeValueAsString(events);
    }

    List<Event> decode(String text) {
        return reader.readValue(text);
    }
}
