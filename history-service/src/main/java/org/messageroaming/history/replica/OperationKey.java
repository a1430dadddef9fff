package org.messageroaming.history.replica;

import org.messageroaming.model.ConversationId;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.UserId;

/** The idempotency key of an operation: each actor has names of its own. */
public record OperationKey(ConversationId conversationId, UserId actor, OperationId operationId) {}
