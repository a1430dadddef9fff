package org.messageroaming.history.replica;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/**
 * The newest entries of a journal, kept in memory to bring what was read from the tables a moment ago up to the present, and
 * for the fan-out to read. Not safe for use by several threads at once; {@link Replica} guards it.
 */
final class Tail {
    private final int capacity;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Recent recent = new Recent();
    private long tip;

    /** @param capacity how many entries to keep; the ones not yet applied are kept beyond that */
    Tail(int capacity, long tip) {
        this.capacity = capacity;
        this.tip = tip;
    }

    /** The newest position. */
    long tip() {
        return tip;
    }

    /** What was read when every entry up to {@code position} was in the tables can be brought up to the tip from here. */
    boolean covers(long position) {
        return position >= tip - entries.size();
    }

    void add(Entry entry, long applied) {
        entries.addLast(entry);
        tip = entry.position();
        entry.events().forEach(recent::add);
        while (entries.size() > capacity && entries.getFirst().position() <= applied) {
            entries.removeFirst().events().forEach(recent::forget);
        }
    }

    /** The entries after {@code position} (exclusive), in order. */
    List<Entry> after(long position) {
        return entries.stream().filter(entry -> entry.position() > position).toList();
    }

    /** What was appended under a key lately, as it reads at the tip; else what the tables said, brought up to the tip. */
    @Nullable
    Appended appended(RetryKey key, @Nullable Appended loaded) {
        Appended known = recent.appended(key);
        Appended found = known != null ? known : loaded;
        return found == null
                ? null
                : new Appended(
                        Objects.requireNonNull(message(MessageKey.of(found.message()), found.message())),
                        found.digest());
    }

    /** A message as it reads at the tip, given what the tables said; they may be ahead of this journal's reader. */
    @Nullable
    Message message(MessageKey key, @Nullable Message loaded) {
        Message known = recent.message(key);
        if (known == null || loaded == null) {
            return known == null ? loaded : known;
        }
        return Message.later(loaded, known);
    }

    @Nullable
    Applied operation(OperationKey key, @Nullable Applied loaded) {
        Applied known = recent.operation(key);
        return known != null ? known : loaded;
    }

    /** A user's former membership at the tip, given what the tables said when they reflected {@code position} at least. */
    @Nullable
    Membership former(long position, ConversationId id, UserId user, @Nullable Membership loaded) {
        Membership found = loaded;
        for (Entry entry : after(position)) {
            for (Event event : entry.events()) {
                if (event instanceof Event.MemberLeft left
                        && left.conversationId().equals(id)
                        && left.membership().userId().equals(user)) {
                    found = left.membership();
                } else if (event instanceof Event.MemberErased erased
                        && erased.conversationId().equals(id)
                        && erased.userId().equals(user)) {
                    found = null;
                }
            }
        }
        return found;
    }

    /** The conversation at the tip, given as it was when the tables reflected {@code position} at least. */
    @Nullable
    Conversation bringUp(ConversationId id, @Nullable Conversation known, long position) {
        Conversation state = known;
        for (Entry entry : after(position)) {
            if (known != null && entry.position() <= known.position()) {
                continue;
            }
            for (Event event : entry.events()) {
                if (event.conversationId().equals(id)) {
                    state = Conversation.fold(state, event, entry.position());
                }
            }
        }
        return state;
    }
}
