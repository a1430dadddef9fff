package org.messageroaming.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.DeviceId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.Sequence;
import tools.jackson.databind.JsonNode;

/** What the services answer, as the API contract has it. */
public final class Answers {

    private Answers() {}

    /**
     * A pull.
     *
     * @param gap null, or why something after the given cursor is missing: {@code RETENTION} or {@code RESET}
     */
    public record Inbox(
            List<Entry> entries,
            String cursor,
            boolean hasMore,
            @Nullable String gap) {
        /** Copies the entries. */
        public Inbox {
            entries = List.copyOf(entries);
        }
    }

    /**
     * An inbox entry: it has the member that its kind names. What a newer server sends beyond that is passed over.
     *
     * @param kind {@code MESSAGE}, {@code OPERATION} or {@code NOTIFICATION}
     * @param operation as JSON, since a newer server may have more types
     */
    public record Entry(
            Sequence seq,
            String entryId,
            String kind,
            Instant createdAt,
            @Nullable Message message,
            @Nullable JsonNode operation,
            @Nullable JsonNode notification) {}

    /** A page of messages, ascending. */
    public record Page(
            List<Message> messages, boolean hasOlder, boolean hasNewer, long firstVisibleSeq, long lastVisibleSeq) {
        /** Copies the messages. */
        public Page {
            messages = List.copyOf(messages);
        }
    }

    /** A page of changes. */
    public record Changes(List<Operation> changes, String cursor, boolean hasMore) {
        /** Copies the changes. */
        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /** A conversation as a new device shows it first. */
    public record Summary(
            ConversationId conversationId,
            String kind,
            Instant joinedAt,
            @Nullable Instant leftAt,
            long lastVisibleSeq,
            @Nullable Message lastMessage,
            long readUpToSeq,
            long unreadCount,
            long firstVisibleSeq) {}

    /** A page of the conversation list. */
    public record Summaries(
            List<Summary> conversations, @Nullable String nextCursor) {
        /** Copies the list. */
        public Summaries {
            conversations = List.copyOf(conversations);
        }
    }

    /** What is remembered of a device. */
    public record Device(DeviceId deviceId, String cursor, Instant updatedAt, long pending) {}
}
