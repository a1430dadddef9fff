package org.messageroaming.history.operation;

import org.messageroaming.model.Operation;

/**
 * What an instruction came to.
 *
 * @param operation the operation
 * @param isNew false when it had been applied by an earlier attempt
 * @param position up to this journal position (inclusive) everything must be delivered before the operation is in the inboxes
 */
public record OperationOutcome(Operation operation, boolean isNew, long position) {}
