package org.messageroaming.history.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.replica.Applied;
import org.messageroaming.history.replica.Command;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.Facts;
import org.messageroaming.history.replica.OperationKey;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Marks;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.state.SeqRanges;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Identifier;
import org.messageroaming.model.Instruction;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.ConflictException;
import org.messageroaming.model.problem.ForbiddenException;
import org.messageroaming.model.problem.NotFoundException;
import org.messageroaming.model.problem.RequestRejectedException;

/**
 * Applies an instruction: once per actor and operation id, by who may, to what the actor may see.
 *
 * @param byService whether the actor is a trusted back end, which sees all and may act on any message
 * @param digest of the instruction
 */
record ApplyOperation(
        ConversationId conversationId, UserId actor, boolean byService, Instruction instruction, String digest)
        implements Command<OperationOutcome> {

    private static final int ENVELOPE = 600;
    private static final Duration TICK = Duration.ofMillis(1);

    @Override
    public Facts facts() {
        return Facts.ofOperation(key(), target() == 0 ? Set.of() : Set.of(target()));
    }

    private OperationKey key() {
        return new OperationKey(conversationId, actor, instruction.operationId());
    }

    /** The message of a recall or an edit; 0 for the others. */
    private long target() {
        if (instruction instanceof Instruction.Recall recall) {
            return recall.seq().value();
        }
        return instruction instanceof Instruction.Edit edit ? edit.seq().value() : 0;
    }

    /** An edit's content stands in the operation and in the resulting message. */
    @Override
    public int size() {
        return ENVELOPE
                + (instruction instanceof Instruction.Edit edit
                        ? 2 * edit.content().json().length()
                        : Identifier.MAX_LENGTH);
    }

    @Override
    public OperationOutcome decide(Draft draft) {
        Conversation conversation = draft.conversation();
        if (conversation == null) {
            throw NotFoundException.conversation();
        }
        Membership membership = conversation.members().get(actor);
        Membership belonging = membership == null ? draft.formerMembership(actor) : membership;
        if (belonging == null && !byService) {
            throw NotFoundException.conversation();
        }
        Applied earlier = draft.operation(key());
        if (earlier != null) {
            return repeated(earlier, draft);
        }
        if (instruction.isShared()) {
            return decideShared(conversation, belonging, draft);
        }
        if (membership == null) {
            throw new ForbiddenException("This needs a current member of the conversation");
        }
        return decideOwn(conversation, membership, draft);
    }

    /** The same operation; of an edit the content comes from the request, unless it is gone since. */
    private OperationOutcome repeated(Applied earlier, Draft draft) {
        if (!earlier.digest().equals(digest)) {
            throw ConflictException.idempotency("operationId was used before, for another operation");
        }
        Operation operation = earlier.operation();
        if (operation instanceof Operation.Edit edit && instruction instanceof Instruction.Edit again) {
            Message message = draft.message(target());
            boolean gone = message == null || message.recalledAt() != null;
            operation = new Operation.Edit(
                    edit.conversationId(),
                    edit.seq(),
                    edit.operationId(),
                    edit.actor(),
                    edit.appliedAt(),
                    gone ? null : again.content());
        }
        return new OperationOutcome(operation, false, draft.reached());
    }

    private OperationOutcome decideShared(Conversation conversation, @Nullable Membership belonging, Draft draft) {
        long seq = target();
        Message message = seq > conversation.lastSeq() ? null : draft.message(seq);
        if (message == null || !(byService || SeqRanges.contain(permitted(conversation, belonging), seq))) {
            throw NotFoundException.message();
        }
        if (!byService && !message.sender().equals(actor)) {
            throw new ForbiddenException("Only its sender may recall or edit a message");
        }
        if (instruction instanceof Instruction.Edit edit) {
            requireEditable(belonging, message);
            Instant at = later(draft.now(), message.editedAt() == null ? message.sentAt() : message.editedAt());
            return emit(draft, at, conversation.changes() + 1, message.edited(edit.content(), at), conversation);
        }
        if (message.recalledAt() != null) {
            // Whoever is told of both recalls must be able to tell which one was first.
            return emit(draft, later(draft.now(), message.recalledAt()), 0, null, conversation);
        }
        Instant at = draft.now().isBefore(message.sentAt()) ? message.sentAt() : draft.now();
        return emit(draft, at, conversation.changes() + 1, message.recalled(actor, at), conversation);
    }

    /** Somebody who left may take back what it said, and not say more. */
    private void requireEditable(@Nullable Membership belonging, Message message) {
        if (!byService && (belonging == null || !belonging.isCurrent())) {
            throw new ForbiddenException("This needs a current member of the conversation");
        }
        if (message.recalledAt() != null) {
            throw ConflictException.state("The message was recalled");
        }
    }

    private OperationOutcome decideOwn(Conversation conversation, Membership membership, Draft draft) {
        List<SeqRange> permitted = permitted(conversation, membership);
        long last =
                permitted.isEmpty() ? 0 : permitted.get(permitted.size() - 1).last();
        Marks marks = membership.marks();
        if (instruction instanceof Instruction.Delete deletion) {
            for (Sequence seq : deletion.seqs()) {
                if (!SeqRanges.contain(permitted, seq.value())) {
                    throw RequestRejectedException.invalid("seqs must name messages that you can see");
                }
            }
            return emit(draft, draft.now(), marks.deletions() + 1, null, conversation);
        }
        boolean isRead = instruction instanceof Instruction.Read;
        long upTo = instruction instanceof Instruction.Read read
                ? read.upToSeq().value()
                : ((Instruction.Clear) instruction).upToSeq().value();
        if (upTo > last) {
            throw RequestRejectedException.invalid("upToSeq must not be beyond the last message that you can see");
        }
        boolean moves = upTo > (isRead ? marks.readUpTo() : marks.clearedUpTo());
        return emit(draft, draft.now(), moves ? 1 : 0, null, conversation);
    }

    private static List<SeqRange> permitted(Conversation conversation, @Nullable Membership membership) {
        return membership == null
                ? List.of()
                : membership.permitted(conversation.historyVisibility(), conversation.lastSeq());
    }

    /** Of several edits of a message each one has a later time, so that every copy knows the newest. */
    private static Instant later(Instant now, Instant before) {
        Instant next = before.plus(TICK);
        return now.isBefore(next) ? next : now;
    }

    private OperationOutcome emit(
            Draft draft, Instant at, long number, @Nullable Message message, Conversation conversation) {
        Operation operation = instruction.applied(conversationId, actor, at);
        List<UserId> hiddenFrom = message == null
                ? List.of()
                : conversation.hiddenFrom(message.seq().value());
        draft.emit(new Event.OperationApplied(operation, digest, number, message, hiddenFrom));
        return new OperationOutcome(operation, true, draft.position());
    }
}
