package org.messageroaming.history.replica;

import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/** The idempotency key of an append. */
public record RetryKey(ConversationId conversationId, UserId sender, ClientMessageId clientMessageId) {}
