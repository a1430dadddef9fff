package org.messageroaming.history.state;

import org.messageroaming.model.Operation;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** Operations as they are kept: as JSON, and never with a content, which only the message itself holds. */
public final class OperationText {
    private static final ObjectWriter WRITER = WireJson.MAPPER.writerFor(Operation.class);
    private static final ObjectReader READER = WireJson.MAPPER.readerFor(Operation.class);

    private OperationText() {}

    /** The operation as JSON, an edit without its content. */
    public static String withoutContent(Operation operation) {
        Operation kept = operation instanceof Operation.Edit edit
                ? new Operation.Edit(
                        edit.conversationId(), edit.seq(), edit.operationId(), edit.actor(), edit.appliedAt(), null)
                : operation;
        return WRITER.writeValueAsString(kept);
    }

    /** What {@link #withoutContent} wrote. */
    public static Operation read(String json) {
        return READER.readValue(json);
    }
}
