package org.messageroaming.history.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/** Works out what an entry comes to. A conversation whose state reflects the entry already is left as it is. */
final class Outcomes {
    private final Entry entry;
    private final Map<ConversationId, Conversation> after;
    private final Map<ConversationId, Set<UserId>> memberChanges = new HashMap<>();
    private final Map<ConversationId, Map<UserId, Membership>> left = new HashMap<>();
    private final List<Event.MessageAppended> messages = new ArrayList<>();
    private final Set<ConversationId> touched = new HashSet<>();

    /** @param before the conversations that the entry touches, as they were loaded; absent where there was none */
    Outcomes(Entry entry, Map<ConversationId, Conversation> before) {
        this.entry = entry;
        this.after = new HashMap<>(before);
        for (Event event : entry.events()) {
            Conversation state = before.get(event.conversationId());
            if (state == null || state.position() < entry.position()) {
                take(event);
            }
        }
    }

    private void take(Event event) {
        ConversationId id = event.conversationId();
        touched.add(id);
        after.put(id, Conversation.fold(after.get(id), event, entry.position()));
        Set<UserId> changes = memberChanges.computeIfAbsent(id, key -> new HashSet<>());
        if (event instanceof Event.ConversationCreated created) {
            changes.addAll(created.members());
        } else if (event instanceof Event.MemberJoined joined) {
            changes.add(joined.membership().userId());
        } else if (event instanceof Event.MemberLeft gone) {
            changes.add(gone.membership().userId());
            left.computeIfAbsent(id, key -> new HashMap<>())
                    .put(gone.membership().userId(), gone.membership());
        } else if (event instanceof Event.MessageAppended appended) {
            messages.add(appended);
        }
    }

    /** The states after the entry. */
    Map<ConversationId, Conversation> after() {
        return after;
    }

    /** What the tables must show. */
    Outcome outcome() {
        List<Outcome.Touched> conversations = new ArrayList<>();
        for (ConversationId id : touched) {
            Conversation state = Objects.requireNonNull(after.get(id));
            Set<UserId> present = new HashSet<>(memberChanges.getOrDefault(id, Set.of()));
            present.retainAll(state.members().keySet());
            List<Membership> gone = left.getOrDefault(id, Map.of()).values().stream()
                    .filter(membership -> !state.members().containsKey(membership.userId()))
                    .toList();
            conversations.add(new Outcome.Touched(state, present, gone));
        }
        return new Outcome(entry.position(), messages, conversations);
    }
}
