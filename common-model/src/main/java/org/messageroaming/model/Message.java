package org.messageroaming.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.json.MessageSerializer;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A message as every device shows it: the state after all operations on it.
 *
 * @param conversationId where it was sent
 * @param seq its place in the conversation, from 1 without holes
 * @param sender who sent it
 * @param clientMessageId the sender's own name for it
 * @param type what kind of content it has; chosen by clients, see {@link MessageType}
 * @param content what was sent or last edited; null once recalled
 * @param sentAt when the server accepted it, or for an imported one when it had been sent; UTC, milliseconds; never
 *     decreases with {@code seq}
 * @param editedAt when the content was last replaced; null when it never was
 * @param recalledAt when it was recalled; null when it was not
 * @param recalledBy who recalled it; null when it was not
 */
@JsonSerialize(using = MessageSerializer.class)
public record Message(
        ConversationId conversationId,
        Sequence seq,
        UserId sender,
        ClientMessageId clientMessageId,
        MessageType type,
        @Nullable Content content,
        Instant sentAt,
        @Nullable Instant editedAt,
        @Nullable Instant recalledAt,
        @Nullable UserId recalledBy) {

    /** A message as it was sent: neither edited nor recalled. */
    public static Message sent(
            ConversationId conversationId,
            Sequence seq,
            UserId sender,
            ClientMessageId clientMessageId,
            MessageType type,
            Content content,
            Instant sentAt) {
        return new Message(conversationId, seq, sender, clientMessageId, type, content, sentAt, null, null, null);
    }

    /**
     * This message with another content.
     *
     * @param newContent null when it was recalled since
     * @param at later than any edit before
     */
    public Message edited(@Nullable Content newContent, Instant at) {
        return new Message(
                conversationId, seq, sender, clientMessageId, type, newContent, sentAt, at, recalledAt, recalledBy);
    }

    /** This message after it was taken back: its content is gone. */
    public Message recalled(UserId by, Instant at) {
        return new Message(conversationId, seq, sender, clientMessageId, type, null, sentAt, editedAt, at, by);
    }

    /**
     * Of two states of one message what both together say: a recall is final, of two recalls the one with the earlier
     * {@code recalledAt} counts, and of two edits the one with the later {@code editedAt}. Whatever reaches a copy late or twice can be merged with this in any order.
     */
    public static Message later(Message one, Message other) {
        Instant mine = one.editedAt() == null ? Instant.MIN : one.editedAt();
        Instant theirs = other.editedAt() == null ? Instant.MIN : other.editedAt();
        Message newer = theirs.isAfter(mine) ? other : one;
        Message recall = firstRecalled(one, other);
        return recall.recalledAt() == null || recall.recalledBy() == null
                ? newer
                : newer.recalled(recall.recalledBy(), recall.recalledAt());
    }

    private static Message firstRecalled(Message one, Message other) {
        Instant mine = one.recalledAt() == null ? Instant.MAX : one.recalledAt();
        Instant theirs = other.recalledAt() == null ? Instant.MAX : other.recalledAt();
        return theirs.isBefore(mine) ? other : one;
    }
}
