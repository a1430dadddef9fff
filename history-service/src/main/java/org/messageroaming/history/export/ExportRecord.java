package org.messageroaming.history.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.ProblemCode;

/** A line of an export; its member {@code record} says which kind it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "record")
@JsonSubTypes({
    @JsonSubTypes.Type(ExportRecord.User.class),
    @JsonSubTypes.Type(ExportRecord.Conversation.class),
    @JsonSubTypes.Type(ExportRecord.Membership.class),
    @JsonSubTypes.Type(ExportRecord.Deletion.class),
    @JsonSubTypes.Type(ExportRecord.Sent.class),
    @JsonSubTypes.Type(ExportRecord.Failed.class),
    @JsonSubTypes.Type(ExportRecord.End.class)
})
public sealed interface ExportRecord {

    /** The first line: whose data it is, and as of when. */
    @JsonTypeName("user")
    record User(UserId userId, Instant exportedAt) implements ExportRecord {}

    /** A conversation that the user belongs or belonged to, or has messages in. What follows is of it, until the next one. */
    @JsonTypeName("conversation")
    record Conversation(
            ConversationId conversationId,
            ConversationKind kind,
            HistoryVisibility historyVisibility,
            Instant createdAt)
            implements ExportRecord {}

    /**
     * The user's belonging to the conversation.
     *
     * @param leftAt null for a current member
     * @param ranges what was appended while it was a member, first and last inclusive; open ones end with the greatest sequence
     * @param readUpToSeq 0 when nothing was read
     * @param clearedUpToSeq 0 when nothing was cleared
     */
    @JsonTypeName("membership")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Membership(
            ConversationId conversationId,
            Instant joinedAt,
            @Nullable Instant leftAt,
            List<SeqRange> ranges,
            long readUpToSeq,
            long clearedUpToSeq)
            implements ExportRecord {
        /** Copies the ranges. */
        public Membership {
            ranges = List.copyOf(ranges);
        }
    }

    /** Messages that the user deleted from its own devices. */
    @JsonTypeName("deletion")
    record Deletion(Operation operation) implements ExportRecord {}

    /** A message that the user sent, as it reads now. */
    @JsonTypeName("message")
    record Sent(Message message) implements ExportRecord {}

    /** The last line of an export that lacks something. */
    @JsonTypeName("failed")
    record Failed(ProblemCode code, String detail) implements ExportRecord {}

    /** The last line of an export that lacks nothing. */
    @JsonTypeName("end")
    record End(long conversations, long messages) implements ExportRecord {}
}
