package org.messageroaming.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Instruction} that has been applied. History stores what came of it; inboxes and the change feed pass it on, so that
 * every device does the same to its local copy. In whatever order and however often a device applies operations, it ends the
 * same: the newest edit counts, a recall is final, markers only move forward.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(Operation.Recall.class),
    @JsonSubTypes.Type(Operation.Edit.class),
    @JsonSubTypes.Type(Operation.Delete.class),
    @JsonSubTypes.Type(Operation.Clear.class),
    @JsonSubTypes.Type(Operation.Read.class)
})
public sealed interface Operation {

    /** Where it happened. */
    ConversationId conversationId();

    /** The requesting client's own name for it. */
    OperationId operationId();

    /** Who did it. */
    UserId actor();

    /** When it was applied: UTC, milliseconds. */
    Instant appliedAt();

    /** A message was taken back from everybody. */
    @JsonTypeName("RECALL")
    @JsonPropertyOrder({"conversationId", "seq", "operationId", "actor", "appliedAt"})
    record Recall(ConversationId conversationId, Sequence seq, OperationId operationId, UserId actor, Instant appliedAt)
            implements Operation {}

    /**
     * A message's content was replaced for everybody.
     *
     * @param appliedAt the message's {@code editedAt}; a later edit of the same message has a later one
     * @param content the new content; null when the message has been recalled since
     */
    @JsonTypeName("EDIT")
    @JsonPropertyOrder({"conversationId", "seq", "operationId", "actor", "appliedAt", "content"})
    record Edit(
            ConversationId conversationId,
            Sequence seq,
            OperationId operationId,
            UserId actor,
            Instant appliedAt,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Content content)
            implements Operation {}

    /**
     * Messages vanished from the actor's own devices.
     *
     * @param seqs ascending, each once
     */
    @JsonTypeName("DELETE")
    @JsonPropertyOrder({"conversationId", "seqs", "operationId", "actor", "appliedAt"})
    record Delete(
            ConversationId conversationId,
            List<Sequence> seqs,
            OperationId operationId,
            UserId actor,
            Instant appliedAt)
            implements Operation {
        /** Copies the list. */
        public Delete {
            seqs = List.copyOf(seqs);
        }
    }

    /** Everything up to a message, inclusive, vanished from the actor's own devices. */
    @JsonTypeName("CLEAR")
    @JsonPropertyOrder({"conversationId", "upToSeq", "operationId", "actor", "appliedAt"})
    record Clear(
            ConversationId conversationId, Sequence upToSeq, OperationId operationId, UserId actor, Instant appliedAt)
            implements Operation {}

    /** The actor has read everything up to a message, inclusive. */
    @JsonTypeName("READ")
    @JsonPropertyOrder({"conversationId", "upToSeq", "operationId", "actor", "appliedAt"})
    record Read(
            ConversationId conversationId, Sequence upToSeq, OperationId operationId, UserId actor, Instant appliedAt)
            implements Operation {}
}
