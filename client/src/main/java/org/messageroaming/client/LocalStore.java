package org.messageroaming.client;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;

/**
 * What a device keeps. On a phone this is a database with a table each for conversations, messages (by conversation and sequence),
 * summaries and the outbox, and a row for the rest. Used by one thread at a time.
 */
public interface LocalStore {

    /** Does all of {@code work} or, when it throws, nothing. Transactions do not nest. */
    void transaction(Runnable work);

    /** Up to where the inbox is applied; null for a new device. */
    @Nullable
    String inboxCursor();

    /** Notes up to where the inbox is applied. */
    void inboxCursor(String cursor);

    /** Conversations whose local copy may lack something. */
    Set<ConversationId> toMend();

    /** Notes which conversations' local copies may lack something. */
    void toMend(Set<ConversationId> conversations);

    /** Whether the list of conversations must be loaded. */
    boolean listIsStale();

    /** Notes whether the list of conversations must be loaded. */
    void listIsStale(boolean stale);

    /** The conversations of which anything is kept. */
    Set<ConversationId> conversations();

    /** What is known of a conversation; {@link LocalConversation#NEW} when nothing is. */
    LocalConversation conversation(ConversationId id);

    /** Keeps what is known of a conversation. */
    void conversation(ConversationId id, LocalConversation state);

    /** A message; null when it is not held. */
    @Nullable
    Message message(ConversationId id, long seq);

    /** The messages of a conversation that are held, ascending by sequence. */
    List<Message> messages(ConversationId id);

    /** Keeps a message in place of what was held at its sequence. */
    void put(Message message);

    /** Drops all messages of a conversation. */
    void dropMessages(ConversationId id);

    /** The list of conversations, as it was loaded last. */
    List<Answers.Summary> summaries();

    /** Keeps the list of conversations. */
    void summaries(List<Answers.Summary> list);

    /** What waits to be sent, oldest first. */
    List<Outgoing> outbox();

    /** Keeps what waits to be sent. */
    void outbox(List<Outgoing> items);

    /** What the server refused, oldest first. */
    List<Outgoing.Refused> refused();

    /** Keeps what the server refused. */
    void refused(List<Outgoing.Refused> items);
}
