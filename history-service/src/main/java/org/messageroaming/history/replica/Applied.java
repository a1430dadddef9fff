package org.messageroaming.history.replica;

import org.messageroaming.model.Operation;

/**
 * What an operation's idempotency key stands for.
 *
 * @param operation the operation; an edit's content may be absent
 * @param digest of the instruction as it was given
 */
public record Applied(Operation operation, String digest) {}
