package org.messageroaming.history.operation;

import java.util.concurrent.Semaphore;
import org.messageroaming.history.fanout.Fanout;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.state.ContentDigest;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Instruction;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.model.problem.ForbiddenException;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.Deadline;
import tools.jackson.databind.ObjectWriter;

/** Applies instructions. */
public final class OperationService {
    private static final ObjectWriter INSTRUCTION = WireJson.MAPPER.writerFor(Instruction.class);

    private final Replicas replicas;
    private final Fanout fanout;
    private final OperationProperties properties;
    private final Semaphore recallWaits;

    OperationService(Replicas replicas, Fanout fanout, OperationProperties properties) {
        this.replicas = replicas;
        this.fanout = fanout;
        this.properties = properties;
        this.recallWaits = new Semaphore(properties.maxRecallWaits());
    }

    /**
     * Applies an instruction; again with the same actor and operation id gives the same operation. A recall returns only when the
     * content is gone from every inbox as well.
     *
     * @param byService whether the actor is a trusted back end
     * @throws org.messageroaming.model.problem.NotFoundException when there is no such conversation or message for the actor
     * @throws ForbiddenException when the actor may not do this
     * @throws org.messageroaming.model.problem.RequestRejectedException when it reaches beyond what the actor can see, or a content is too long or too deep
     * @throws org.messageroaming.model.problem.ConflictException when the operation id stands for another operation, or an edited
     *     message was recalled
     * @throws StoreUnavailableException when the store does not answer in time; also for a recall that is in force in history
     *     while inboxes cannot be reached: repeating it is safe and tells when they have been
     */
    public OperationOutcome apply(ConversationId id, UserId actor, boolean byService, Instruction instruction) {
        if (byService && !instruction.isShared()) {
            throw new ForbiddenException("DELETE, CLEAR and READ need the member's own token");
        }
        if (instruction instanceof Instruction.Edit edit) {
            edit.content().requireAcceptable();
        }
        String digest = ContentDigest.of(INSTRUCTION.writeValueAsString(instruction));
        OperationOutcome outcome = replicas.execute(new ApplyOperation(id, actor, byService, instruction, digest));
        if (instruction instanceof Instruction.Recall && !awaitScrubbed(id, outcome.position())) {
            throw new StoreUnavailableException(
                    "The message is recalled, and inboxes that cannot be reached now will follow", null);
        }
        return outcome;
    }

    /** Whoever waits holds a thread: while inboxes cannot be reached, recalls must not take them all. */
    private boolean awaitScrubbed(ConversationId id, long position) {
        if (!recallWaits.tryAcquire()) {
            return false;
        }
        try {
            return fanout.awaitDelivered(replicas.shardOf(id), position, Deadline.atMost(properties.recallWait()));
        } finally {
            recallWaits.release();
        }
    }
}
