package org.messageroaming.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What somebody asks to be done to a conversation's messages. Once it has been applied it is an {@link Operation}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(Instruction.Recall.class),
    @JsonSubTypes.Type(Instruction.Edit.class),
    @JsonSubTypes.Type(Instruction.Delete.class),
    @JsonSubTypes.Type(Instruction.Clear.class),
    @JsonSubTypes.Type(Instruction.Read.class)
})
public sealed interface Instruction {

    /** How many messages one {@link Delete} may name, inclusive. */
    int MAX_DELETED = 100;

    /** The requesting client's own name for it, the same on every retry. */
    OperationId operationId();

    /** The operation that this comes to when {@code actor} does it in a conversation at a time. */
    Operation applied(ConversationId conversationId, UserId actor, Instant at);

    /** Take a message back from everybody; its content is gone for good, its place stays. */
    @JsonTypeName("RECALL")
    record Recall(OperationId operationId, Sequence seq) implements Instruction {
        /** @throws InvalidValueException when a field is missing */
        public Recall {
            require("operationId", operationId);
            require("seq", seq);
        }

        @Override
        public Operation applied(ConversationId conversationId, UserId actor, Instant at) {
            return new Operation.Recall(conversationId, seq, operationId, actor, at);
        }
    }

    /** Replace a message's content for everybody. */
    @JsonTypeName("EDIT")
    record Edit(OperationId operationId, Sequence seq, Content content) implements Instruction {
        /** @throws InvalidValueException when a field is missing */
        public Edit {
            require("operationId", operationId);
            require("seq", seq);
            require("content", content);
        }

        @Override
        public Operation applied(ConversationId conversationId, UserId actor, Instant at) {
            return new Operation.Edit(conversationId, seq, operationId, actor, at, content);
        }
    }

    /**
     * Hide messages from the actor's own devices.
     *
     * @param seqs 1 to {@value Instruction#MAX_DELETED}, kept ascending, each once
     */
    @JsonTypeName("DELETE")
    record Delete(OperationId operationId, List<Sequence> seqs) implements Instruction {
        /** @throws InvalidValueException when a field is missing or {@code seqs} has too few or too many items */
        public Delete {
            require("operationId", operationId);
            require("seqs", seqs);
            if (seqs.isEmpty() || seqs.size() > MAX_DELETED) {
                throw new InvalidValueException("seqs", "must have from 1 to " + MAX_DELETED + " items");
            }
            seqs.forEach(seq -> require("seqs", seq));
            seqs = List.copyOf(new TreeSet<>(seqs));
        }

        @Override
        public Operation applied(ConversationId conversationId, UserId actor, Instant at) {
            return new Operation.Delete(conversationId, seqs, operationId, actor, at);
        }
    }

    /** Hide everything up to a message, inclusive, from the actor's own devices. */
    @JsonTypeName("CLEAR")
    record Clear(OperationId operationId, Sequence upToSeq) implements Instruction {
        /** @throws InvalidValueException when a field is missing */
        public Clear {
            require("operationId", operationId);
            require("upToSeq", upToSeq);
        }

        @Override
        public Operation applied(ConversationId conversationId, UserId actor, Instant at) {
            return new Operation.Clear(conversationId, upToSeq, operationId, actor, at);
        }
    }

    /** Note that the actor has read everything up to a message, inclusive. */
    @JsonTypeName("READ")
    record Read(OperationId operationId, Sequence upToSeq) implements Instruction {
        /** @throws InvalidValueException when a field is missing */
        public Read {
            require("operationId", operationId);
            require("upToSeq", upToSeq);
        }

        @Override
        public Operation applied(ConversationId conversationId, UserId actor, Instant at) {
            return new Operation.Read(conversationId, upToSeq, operationId, actor, at);
        }
    }

    /** Whether it is about everybody's view of a message, and not about the actor's own view only. */
    @JsonIgnore
    default boolean isShared() {
        return this instanceof Recall || this instanceof Edit;
    }

    private static void require(String name, @Nullable Object value) {
        if (value == null) {
            throw new InvalidValueException(name, "is required");
        }
    }
}
