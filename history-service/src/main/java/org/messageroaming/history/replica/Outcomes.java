package org.messageroaming.history.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/** Works out what an entry comes to. A conversation whose state reflects the entry already is left as it is. */
final class Outcomes {
    private final Entry entry;
    private final Map<ConversationId, Conversation> after;
    private final Map<ConversationId, Changes> changes = new LinkedHashMap<>();
    private final List<Event.MessageAppended> appended = new ArrayList<>();
    private final Map<MessageKey, Message> messages = new LinkedHashMap<>();
    private final List<Event.OperationApplied> operations = new ArrayList<>();
    private final List<Event.OperationApplied> erasures = new ArrayList<>();

    /** What happened to the members of one conversation. */
    private static final class Changes {
        private final Set<UserId> touched = new LinkedHashSet<>();
        private final Set<UserId> acted = new LinkedHashSet<>();
        private final Set<UserId> joined = new LinkedHashSet<>();
        private final Map<UserId, Membership> left = new LinkedHashMap<>();
        private final Set<UserId> erased = new LinkedHashSet<>();
    }

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
        after.put(id, Conversation.fold(after.get(id), event, entry.position()));
        Changes members = changes.computeIfAbsent(id, key -> new Changes());
        if (event instanceof Event.ConversationCreated created) {
            members.touched.addAll(created.members());
            members.joined.addAll(created.members());
        } else if (event instanceof Event.MemberJoined joined) {
            members.touched.add(joined.membership().userId());
            members.joined.add(joined.membership().userId());
        } else if (event instanceof Event.MemberLeft gone) {
            members.left.put(gone.membership().userId(), gone.membership());
        } else if (event instanceof Event.MessageAppended append) {
            UserId sender = append.message().sender();
            members.touched.add(sender);
            if (append.imported()
                    && !Objects.requireNonNull(after.get(id)).members().containsKey(sender)) {
                members.joined.add(sender);
            }
            appended.add(append);
            messages.put(MessageKey.of(append.message()), append.message());
        } else if (event instanceof Event.OperationApplied applied) {
            take(applied, members);
        } else if (event instanceof Event.MemberErased erased) {
            members.left.remove(erased.userId());
            members.erased.add(erased.userId());
        } else if (event instanceof Event.MessageErased erased) {
            Message stub = Objects.requireNonNull(erased.recall().message());
            messages.put(MessageKey.of(stub), stub);
            erasures.add(erased.recall());
        }
    }

    private void take(Event.OperationApplied applied, Changes members) {
        operations.add(applied);
        if (applied.message() != null) {
            messages.put(MessageKey.of(applied.message()), applied.message());
        } else if (applied.hasEffect()) {
            members.touched.add(applied.operation().actor());
            members.acted.add(applied.operation().actor());
        }
    }

    /** The states after the entry. */
    Map<ConversationId, Conversation> after() {
        return after;
    }

    /** What the tables must show. */
    Outcome outcome() {
        List<Outcome.Touched> conversations = new ArrayList<>();
        changes.forEach((id, members) -> {
            Conversation state = Objects.requireNonNull(after.get(id));
            Set<UserId> present = new LinkedHashSet<>(members.touched);
            present.retainAll(state.members().keySet());
            Set<UserId> acted = new LinkedHashSet<>(members.acted);
            acted.addAll(members.joined);
            acted.retainAll(present);
            List<Membership> gone = members.left.values().stream()
                    .filter(membership -> !state.members().containsKey(membership.userId()))
                    .toList();
            conversations.add(new Outcome.Touched(state, present, acted, members.joined, gone, members.erased));
        });
        return new Outcome(
                entry.position(), appended, List.copyOf(messages.values()), operations, erasures, conversations);
    }
}
