package org.messageroaming.history.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;

/**
 * Something that happened to a conversation. An event carries its outcome (the sequence that was assigned, the resulting
 * membership), so that folding it in twice is the same as folding it in once.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(Event.ConversationCreated.class),
    @JsonSubTypes.Type(Event.MemberJoined.class),
    @JsonSubTypes.Type(Event.MemberLeft.class),
    @JsonSubTypes.Type(Event.MessageAppended.class),
    @JsonSubTypes.Type(Event.OperationApplied.class),
    @JsonSubTypes.Type(Event.MemberErased.class),
    @JsonSubTypes.Type(Event.MessageErased.class)
})
public sealed interface Event {

    /** The conversation that it happened to. */
    ConversationId conversationId();

    /** A conversation began, with its first members. */
    @JsonTypeName("created")
    record ConversationCreated(
            ConversationId conversationId,
            ConversationKind kind,
            HistoryVisibility historyVisibility,
            Instant createdAt,
            List<UserId> members)
            implements Event {
        /** Copies the members. */
        public ConversationCreated {
            members = List.copyOf(members);
        }
    }

    /** A user who was no member became one; {@code membership} is the resulting one. */
    @JsonTypeName("joined")
    record MemberJoined(ConversationId conversationId, Membership membership) implements Event {}

    /** A current member left; {@code membership} is the resulting one. */
    @JsonTypeName("left")
    record MemberLeft(ConversationId conversationId, Membership membership) implements Event {}

    /**
     * A message got its place.
     *
     * @param message as it was sent, with its sequence and time
     * @param digest of type and content as sent, by which a retry is told from a conflict
     * @param imported true when it is old history that no inbox is told of
     */
    @JsonTypeName("appended")
    record MessageAppended(Message message, String digest, boolean imported) implements Event {
        @Override
        public ConversationId conversationId() {
            return message.conversationId();
        }
    }

    /**
     * An operation was applied, or was found to be without effect and is only remembered.
     *
     * @param digest of the instruction, by which a retry is told from a conflict
     * @param number its place, from 1, among the conversation's recalls and edits or among the actor's deletions; 1 for a
     *     marker that moved; 0 when it had no effect
     * @param message the message after a recall or an edit; null for the others and without effect
     * @param hiddenFrom members who may not see that message
     */
    @JsonTypeName("operation")
    record OperationApplied(
            Operation operation,
            String digest,
            long number,
            @Nullable Message message,
            List<UserId> hiddenFrom) implements Event {
        /** Copies the members. */
        public OperationApplied {
            hiddenFrom = List.copyOf(hiddenFrom);
        }

        @Override
        public ConversationId conversationId() {
            return operation.conversationId();
        }

        /** Whether anything came of it. */
        public boolean hasEffect() {
            return number > 0;
        }
    }

    /**
     * A user was erased from the conversation: membership, markers and idempotency keys are gone, as if it had never belonged. Its
     * messages follow as {@link MessageErased}, since there may be any number of them.
     *
     * @param wasMember whether the user was a current member until now
     */
    @JsonTypeName("memberErased")
    record MemberErased(ConversationId conversationId, UserId userId, boolean wasMember) implements Event {}

    /**
     * A message of an erased user lost its content. It is a recall in everything but that its operation id is nobody's to repeat.
     *
     * @param recall the recall, with its effect
     * @param mayWait whether the content may still wait in an inbox; if not, inboxes are not told either
     */
    @JsonTypeName("messageErased")
    record MessageErased(OperationApplied recall, boolean mayWait) implements Event {
        @Override
        public ConversationId conversationId() {
            return recall.conversationId();
        }
    }
}
