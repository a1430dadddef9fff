package org.messageroaming.history.message.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.messageroaming.history.conversation.ConversationService;
import org.messageroaming.history.message.MessageProperties;
import org.messageroaming.history.message.MessageService;
import org.messageroaming.model.ConversationId;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/v1/conversations/{conversationId}/import")
@Tag(name = "Import")
class ImportController {
    private final MessageService messages;
    private final ConversationService conversations;
    private final MessageProperties properties;
    private final JsonMapper json;

    ImportController(
            MessageService messages, ConversationService conversations, MessageProperties properties, JsonMapper json) {
        this.messages = messages;
        this.conversations = conversations;
        this.properties = properties;
        this.json = json;
    }

    /** The body is read as it arrives; what was read before it broke off stays imported, and may be sent again. */
    @PostMapping(consumes = {MediaType.APPLICATION_NDJSON_VALUE, "application/ndjson", MediaType.TEXT_PLAIN_VALUE})
    @Operation(summary = "Import old history, one JSON object a line, oldest first (service)")
    ImportRun.Report importLines(@PathVariable ConversationId conversationId, HttpServletRequest request)
            throws IOException {
        conversations.head(conversationId);
        ImportRun run = new ImportRun(conversationId, messages, json, properties.importBatch());
        return run.read(request.getInputStream());
    }
}
