package org.messageroaming.history.replica;

import org.messageroaming.model.Message;

/**
 * What an idempotency key stands for.
 *
 * @param message the message as it reads now
 * @param digest of type and content as they were sent
 */
public record Appended(Message message, String digest) {}
