package org.messageroaming.history.replica;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/**
 * The next entry while it is being decided: the state at the journal's tip, plus what the commands before this one emitted.
 * Each command sees its own conversation and its own facts.
 */
public final class Draft {
    private final long position;
    private final Instant now;
    private final List<Event> events = new ArrayList<>();
    private final Map<ConversationId, Conversation> conversations = new HashMap<>();
    private Recent recent = new Recent();
    private View view = new View(new ConversationId("none"), null, Loaded.NOTHING);

    Draft(long position, Instant now) {
        this.position = position;
        this.now = now;
    }

    /** What one command may see; {@code loaded} is already brought up to the tip. */
    record View(ConversationId id, @Nullable Conversation atTip, Loaded loaded) {}

    /** Decides one command; when it refuses, nothing of it stays. */
    <R> R decide(Command<R> command, View commandView) {
        view = commandView;
        int before = events.size();
        Map<ConversationId, Conversation> savedConversations = new HashMap<>();
        Conversation saved = conversations.get(commandView.id());
        if (saved != null) {
            savedConversations.put(commandView.id(), saved);
        }
        try {
            return command.decide(this);
        } catch (RuntimeException refused) {
            undo(before, savedConversations);
            throw refused;
        }
    }

    private void undo(int before, Map<ConversationId, Conversation> saved) {
        events.subList(before, events.size()).clear();
        recent = new Recent();
        events.forEach(recent::add);
        conversations.remove(view.id());
        conversations.putAll(saved);
    }

    /** The conversation as it is now; null when there is none. */
    public @Nullable Conversation conversation() {
        Conversation drafted = conversations.get(view.id());
        return drafted != null ? drafted : view.atTip();
    }

    /** What an append's idempotency key of the command's facts stands for, as it reads now; null when it is new. */
    public @Nullable Appended appended(RetryKey key) {
        Appended drafted = recent.appended(key);
        Appended known = drafted != null ? drafted : view.loaded().appended().get(key);
        if (known == null) {
            return null;
        }
        Message changed = recent.message(MessageKey.of(known.message()));
        return changed == null ? known : new Appended(changed, known.digest());
    }

    /** What an operation's idempotency key of the command's facts stands for; null when it is new. */
    public @Nullable Applied operation(OperationKey key) {
        Applied drafted = recent.operation(key);
        return drafted != null ? drafted : view.loaded().operations().get(key);
    }

    /** A message of the command's facts, as it reads now; null when there is none. */
    public @Nullable Message message(long seq) {
        Message drafted = recent.message(new MessageKey(view.id(), seq));
        return drafted != null ? drafted : view.loaded().messages().get(seq);
    }

    /** The journal position of the last event so far, emitted ones included. */
    public long reached() {
        return events.isEmpty() ? position - 1 : position;
    }

    /** The journal position that the emitted events get. */
    public long position() {
        return position;
    }

    /** The membership of a user of the command's facts who left; null when the user never left. */
    public @Nullable Membership formerMembership(UserId user) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i) instanceof Event.MemberErased erased
                    && erased.conversationId().equals(view.id())
                    && erased.userId().equals(user)) {
                return null;
            }
            if (events.get(i) instanceof Event.MemberLeft left
                    && left.conversationId().equals(view.id())
                    && left.membership().userId().equals(user)) {
                return left.membership();
            }
        }
        return view.loaded().formerMembers().get(user);
    }

    /** How many messages were sent before the time of the command's facts. */
    public long countBefore() {
        return view.loaded().countBefore();
    }

    /** The time of deciding: UTC, milliseconds. */
    public Instant now() {
        return now;
    }

    /** Adds an event to the entry; {@link #conversation()} reflects it from here on. */
    public void emit(Event event) {
        if (!event.conversationId().equals(view.id())) {
            throw new IllegalArgumentException("a command changes no conversation but its own");
        }
        conversations.put(view.id(), Conversation.fold(conversation(), event, position));
        events.add(event);
        recent.add(event);
    }

    /** What has been emitted so far. */
    List<Event> events() {
        return List.copyOf(events);
    }
}
