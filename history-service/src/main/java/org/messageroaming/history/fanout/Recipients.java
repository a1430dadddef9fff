package org.messageroaming.history.fanout;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.replica.ReadTables;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.SeqRanges;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/** Whom a shard's events concern: the members just before each event, exactly. Used by one thread, event after event. */
final class Recipients {
    private static final int READ_LIMIT = 64;

    private final int shard;
    private final Journal journal;
    private final ReadTables tables;
    private final StoreCalls calls;
    private final MembershipTrail trail;
    private final Map<ConversationId, Set<UserId>> members;

    /**
     * @param delivered the events begin after this position (exclusive)
     * @param remembered how many conversations' members to keep in memory
     */
    Recipients(int shard, Journal journal, ReadTables tables, StoreCalls calls, long delivered, int remembered) {
        this.shard = shard;
        this.journal = journal;
        this.tables = tables;
        this.calls = calls;
        this.trail = new MembershipTrail(delivered);
        this.members = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ConversationId, Set<UserId>> eldest) {
                return size() > remembered;
            }
        };
    }

    /** The next entry is looked at; its events follow. */
    void enter(Entry entry) {
        trail.scan(entry);
    }

    /** The events begin again after the last that was passed; of the journal, what has been looked through stays known. */
    void begin() {
        members.clear();
    }

    /** Forgets what lies before. */
    void passed(long position) {
        trail.passed(position);
    }

    /** Takes in what an event changes about the members. */
    void take(Entry entry, int index) {
        Event event = entry.events().get(index);
        if (event instanceof Event.ConversationCreated created) {
            members.put(created.conversationId(), new HashSet<>(created.members()));
        } else if (event instanceof Event.MemberJoined joined) {
            before(entry, index).add(joined.membership().userId());
        } else if (event instanceof Event.MemberLeft left) {
            before(entry, index).remove(left.membership().userId());
        } else if (event instanceof Event.MemberErased erased) {
            before(entry, index).remove(erased.userId());
        }
    }

    /** The members just before an event. */
    List<UserId> of(Entry entry, int index) {
        return List.copyOf(before(entry, index));
    }

    /**
     * Whom an operation is told: of a recall or an edit the members who may see the message, and the actor's own other devices if
     * it is a user who left; of the others the actor alone.
     */
    List<UserId> ofOperation(Entry entry, int index, Event.OperationApplied event) {
        if (event.message() == null) {
            return List.of(event.operation().actor());
        }
        Set<UserId> told = new LinkedHashSet<>(before(entry, index));
        event.hiddenFrom().forEach(told::remove);
        if (event.message().sender().equals(event.operation().actor())) {
            told.add(event.operation().actor());
        }
        return List.copyOf(told);
    }

    /** Whose inboxes may hold a recalled message: also those of members who left since. */
    List<UserId> ofRecall(Entry entry, int index, Event.OperationApplied event) {
        Set<UserId> holders = new LinkedHashSet<>(ofOperation(entry, index, event));
        long seq = ((Operation.Recall) event.operation()).seq().value();
        calls.await(tables.departures(event.conversationId())).stream()
                .filter(departure -> SeqRanges.contain(departure.ranges(), seq))
                .forEach(departure -> holders.add(departure.userId()));
        return List.copyOf(holders);
    }

    private Set<UserId> before(Entry entry, int index) {
        ConversationId id = entry.events().get(index).conversationId();
        Set<UserId> known = members.get(id);
        if (known == null) {
            known = load(id, entry.position(), index);
            members.put(id, known);
        }
        return known;
    }

    private Set<UserId> load(ConversationId id, long position, int index) {
        Conversation later = calls.await(tables.conversation(id))
                .orElseThrow(() -> new IllegalStateException("an applied event's conversation is not in the tables"));
        scanToTheEnd(later.position());
        return trail.membersBefore(later, position, index);
    }

    /**
     * The tables may show members of an entry that is claimed and only half applied, so the journal's end counts and not the position
     * that the conversation tells. An end before that position has been dropped.
     *
     * @throws StoreUnavailableException when other instances went on, and dropped what this one is at
     */
    private void scanToTheEnd(long atLeast) {
        Journal.Slice slice = next();
        while (!slice.entries().isEmpty()) {
            slice.entries().forEach(trail::scan);
            slice = next();
        }
        if (slice.sealed() || trail.scannedTo() < atLeast) {
            throw new StoreUnavailableException("another instance went on", null);
        }
    }

    private Journal.Slice next() {
        return calls.await(journal.read(shard, trail.scannedTo() + 1, READ_LIMIT));
    }
}
