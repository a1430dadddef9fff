package org.messageroaming.history.message.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.messageroaming.edge.RequiredField;
import org.messageroaming.history.message.MessageDraft;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.UserId;

/** The body of an append, and a line of an import. */
record AppendRequest(
        ClientMessageId clientMessageId,
        MessageType type,
        Content content,
        @Nullable UserId sender,
        @Nullable Instant sentAt) {

    AppendRequest {
        RequiredField.require("clientMessageId", clientMessageId);
        RequiredField.require("type", type);
        RequiredField.require("content", content);
    }

    MessageDraft draft(UserId from) {
        return new MessageDraft(from, clientMessageId, type, content, sentAt);
    }
}
