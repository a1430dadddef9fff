package org.messageroaming.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;

/** A device's memory that ends with the process. */
public final class InMemoryStore implements LocalStore {
    private State state = new State();

    /** All of it, so that a transaction can be undone. */
    private static final class State {
        private @Nullable String inboxCursor;
        private Set<ConversationId> toMend = Set.of();
        private boolean listIsStale;
        private final Map<ConversationId, LocalConversation> conversations = new HashMap<>();
        private final Map<ConversationId, TreeMap<Long, Message>> messages = new HashMap<>();
        private List<Answers.Summary> summaries = List.of();
        private List<Outgoing> outbox = List.of();
        private List<Outgoing.Refused> refused = List.of();

        State copy() {
            State copy = new State();
            copy.inboxCursor = inboxCursor;
            copy.toMend = toMend;
            copy.listIsStale = listIsStale;
            copy.conversations.putAll(conversations);
            messages.forEach((id, held) -> copy.messages.put(id, new TreeMap<>(held)));
            copy.summaries = summaries;
            copy.outbox = outbox;
            copy.refused = refused;
            return copy;
        }
    }

    @Override
    public void transaction(Runnable work) {
        State before = state.copy();
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            state = before;
            throw e;
        }
    }

    @Override
    public @Nullable String inboxCursor() {
        return state.inboxCursor;
    }

    @Override
    public void inboxCursor(String cursor) {
        state.inboxCursor = cursor;
    }

    @Override
    public Set<ConversationId> toMend() {
        return state.toMend;
    }

    @Override
    public void toMend(Set<ConversationId> conversations) {
        state.toMend = Set.copyOf(conversations);
    }

    @Override
    public boolean listIsStale() {
        return state.listIsStale;
    }

    @Override
    public void listIsStale(boolean stale) {
        state.listIsStale = stale;
    }

    @Override
    public Set<ConversationId> conversations() {
        return Set.copyOf(state.conversations.keySet());
    }

    @Override
    public LocalConversation conversation(ConversationId id) {
        return state.conversations.getOrDefault(id, LocalConversation.NEW);
    }

    @Override
    public void conversation(ConversationId id, LocalConversation known) {
        state.conversations.put(id, known);
    }

    @Override
    public @Nullable Message message(ConversationId id, long seq) {
        TreeMap<Long, Message> held = state.messages.get(id);
        return held == null ? null : held.get(seq);
    }

    @Override
    public List<Message> messages(ConversationId id) {
        TreeMap<Long, Message> held = state.messages.get(id);
        return held == null ? List.of() : List.copyOf(held.values());
    }

    @Override
    public void put(Message message) {
        state.messages
                .computeIfAbsent(message.conversationId(), id -> new TreeMap<>())
                .put(message.seq().value(), message);
    }

    @Override
    public void dropMessages(ConversationId id) {
        state.messages.remove(id);
    }

    @Override
    public List<Answers.Summary> summaries() {
        return state.summaries;
    }

    @Override
    public void summaries(List<Answers.Summary> list) {
        state.summaries = List.copyOf(list);
    }

    @Override
    public List<Outgoing> outbox() {
        return state.outbox;
    }

    @Override
    public void outbox(List<Outgoing> items) {
        state.outbox = List.copyOf(items);
    }

    @Override
    public List<Outgoing.Refused> refused() {
        return state.refused;
    }

    @Override
    public void refused(List<Outgoing.Refused> items) {
        state.refused = List.copyOf(items);
    }
}
