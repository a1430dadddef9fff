package org.messageroaming.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;
import tools.jackson.databind.JsonNode;

/**
 * One device of a user, and how its local copy follows the server's: the algorithm that an app needs. Methods may be called from any
 * thread, one at a time works. Each throws {@link UnavailableException} when a service cannot be reached; what was done until then
 * is kept, and calling again goes on.
 */
public final class Device {
    private static final int PULL = 500;
    private static final int PAGE = 200;
    private static final int LIST = 200;
    private static final String LATEST = "latest";
    /** A hole wider than this is left for {@link #scrollBack}. */
    private static final long WIDEST_FILLED = 1000;

    private final RoamingApi api;
    private final LocalStore store;
    private final LocalCopy copy;

    /** @param self whose device it is */
    public Device(RoamingApi api, LocalStore store, UserId self) {
        this.api = api;
        this.store = store;
        this.copy = new LocalCopy(store, self);
    }

    /**
     * Begins on a new device: notes where the inbox ends, then loads the list of conversations. What happens in between arrives by
     * the inbox.
     */
    public synchronized void start() {
        String cursor = api.inbox(LATEST, 1, Duration.ZERO).cursor();
        store.transaction(() -> {
            store.inboxCursor(cursor);
            store.listIsStale(true);
        });
        mend();
    }

    /** Pulls and applies what arrived, and mends what it shows to be missing. */
    public synchronized void sync() {
        boolean more = true;
        while (more) {
            Answers.Inbox page = api.inbox(mendedCursor(), PULL, Duration.ZERO);
            apply(page);
            more = page.hasMore();
        }
    }

    /**
     * Waits until something arrives, and does as {@link #sync()} then. While it waits the device can be used.
     *
     * @param wait how long at most; up to 30 seconds
     */
    public void await(Duration wait) {
        String cursor = mendedCursor();
        Answers.Inbox page = api.inbox(cursor, PULL, wait);
        synchronized (this) {
            if (cursor.equals(store.inboxCursor())) {
                apply(page);
            }
            if (page.hasMore()) {
                sync();
            }
        }
    }

    /** Where the next pull begins; what the last one showed to be missing is mended by then. */
    private synchronized String mendedCursor() {
        if (store.inboxCursor() == null) {
            start();
        }
        mend();
        return Objects.requireNonNull(store.inboxCursor());
    }

    private void apply(Answers.Inbox page) {
        Set<ConversationId> touched = new LinkedHashSet<>();
        store.transaction(() -> {
            if (page.gap() != null) {
                expectHoles();
            }
            page.entries().forEach(entry -> take(entry, touched));
            store.inboxCursor(page.cursor());
        });
        mend();
        touched.forEach(this::fillNewestHole);
    }

    /** Written down before anything else, so that it is not forgotten when the app is killed in the middle. */
    private void expectHoles() {
        store.toMend(store.conversations());
        store.listIsStale(true);
    }

    private void take(Answers.Entry entry, Set<ConversationId> touched) {
        Message message = entry.message();
        JsonNode json = entry.operation();
        if (message != null) {
            copy.take(message);
            touched.add(message.conversationId());
        } else if (json != null) {
            Operation operation = RoamingApi.operation(json);
            if (operation != null) {
                copy.take(operation);
            }
        }
    }

    private void mend() {
        if (store.listIsStale()) {
            loadList();
        }
        for (ConversationId id : store.toMend()) {
            mend(id);
            Set<ConversationId> rest = new HashSet<>(store.toMend());
            rest.remove(id);
            store.toMend(rest);
        }
    }

    private void loadList() {
        List<Answers.Summary> all = new ArrayList<>();
        String cursor = null;
        do {
            Answers.Summaries page = api.conversations(cursor, LIST);
            all.addAll(page.conversations());
            cursor = page.nextCursor();
        } while (cursor != null);
        store.transaction(() -> {
            store.summaries(all);
            all.forEach(summary -> store.conversation(
                    summary.conversationId(),
                    store.conversation(summary.conversationId()).readTo(summary.readUpToSeq())));
            store.listIsStale(false);
        });
    }

    /** Brings a conversation's local copy up by its changes, then by the messages that came after it. */
    private void mend(ConversationId id) {
        if (applyChanges(id)) {
            readOn(id);
        } else {
            store.transaction(() -> copy.forget(id));
        }
    }

    /** Returns whether the changes could be followed from where the local copy is. */
    private boolean applyChanges(ConversationId id) {
        String cursor = store.conversation(id).changesCursor();
        boolean more = cursor != null;
        while (more) {
            Answers.Changes page;
            try {
                page = api.changes(id, cursor, PAGE);
            } catch (RefusedException noMemberAnyMore) {
                return false;
            }
            store.transaction(() -> {
                page.changes().forEach(copy::take);
                store.conversation(id, store.conversation(id).at(page.cursor()));
            });
            cursor = page.cursor();
            more = page.hasMore();
        }
        return cursor != null;
    }

    /** Loads what follows the newest known message; when that is very much, the newest page alone. */
    private void readOn(ConversationId id) {
        long newest = store.conversation(id).known().newest().last();
        boolean more = newest > 0;
        if (!more) {
            loadNewest(id);
        }
        long reached = newest;
        while (more && reached - newest < WIDEST_FILLED) {
            more = loadAfter(id, reached);
            reached = store.conversation(id).known().newest().last();
        }
        if (more) {
            loadNewest(id);
        }
    }

    /** Returns whether there is more after that. */
    private boolean loadAfter(ConversationId id, long seq) {
        Answers.Page page = api.page(id, RoamingApi.Anchor.AFTER, seq, PAGE);
        List<Message> messages = page.messages();
        long last = messages.isEmpty()
                ? seq
                : messages.get(messages.size() - 1).seq().value();
        long covered = page.hasNewer() ? last : Math.max(last, page.lastVisibleSeq());
        store.transaction(() -> copy.take(id, messages, seq + 1, covered));
        return page.hasNewer() && !messages.isEmpty();
    }

    private void loadNewest(ConversationId id) {
        Answers.Page page = api.newest(id, PAGE);
        store.transaction(() -> copy.take(id, page.messages(), first(page), page.lastVisibleSeq()));
    }

    /** Where a page begins to cover: its oldest message, or the very beginning when nothing visible lies before it. */
    private static long first(Answers.Page page) {
        return page.hasOlder() && !page.messages().isEmpty()
                ? page.messages().get(0).seq().value()
                : 1;
    }

    /** Where messages are missing without a gap the user was no member for a while, and was not told of changes either. */
    private void fillNewestHole(ConversationId id) {
        SeqSet.@Nullable Range hole = store.conversation(id).known().newestHole();
        if (hole == null || hole.last() - hole.first() >= WIDEST_FILLED) {
            return;
        }
        if (!applyChanges(id)) {
            store.transaction(() -> copy.forget(id));
            return;
        }
        long from = hole.first() - 1;
        while (from < hole.last()) {
            Answers.Page page = api.page(id, RoamingApi.Anchor.AFTER, from, PAGE);
            List<Message> messages = page.messages();
            long last = messages.isEmpty()
                    ? hole.last()
                    : messages.get(messages.size() - 1).seq().value();
            long begin = from + 1;
            store.transaction(() -> copy.take(id, messages, begin, last));
            from = last;
        }
    }

    /**
     * Shows a conversation: first what was done to what is held, then the newest page. Where nothing of the changes is known, their
     * end is noted first, so that whatever changes while the page is loaded is told by them later.
     */
    public synchronized void open(ConversationId id) {
        if (store.conversation(id).changesCursor() == null || !applyChanges(id)) {
            LocalConversation begun =
                    withChangesCursor(id, store.conversation(id).forgotten());
            store.transaction(() -> {
                store.dropMessages(id);
                store.conversation(id, begun);
            });
        }
        loadNewest(id);
    }

    /** Who left a conversation may still read it, and is not told of changes. */
    private LocalConversation withChangesCursor(ConversationId id, LocalConversation state) {
        try {
            return state.at(api.changes(id, LATEST, 1).cursor());
        } catch (RefusedException noMemberAnyMore) {
            return state;
        }
    }

    /**
     * Loads the page before the oldest message that is known without a hole up to the newest.
     *
     * @return whether there is more before that
     */
    public synchronized boolean scrollBack(ConversationId id) {
        long oldest = store.conversation(id).known().newest().first();
        if (oldest == 0) {
            loadNewest(id);
            return store.conversation(id).known().newest().first() > 1;
        }
        if (oldest == 1) {
            return false;
        }
        Answers.Page page = api.page(id, RoamingApi.Anchor.BEFORE, oldest, PAGE);
        store.transaction(() -> copy.take(id, page.messages(), first(page), oldest - 1));
        return store.conversation(id).known().newest().first() > 1;
    }

    /** The messages that the device shows, ascending; recalled ones without content. */
    public synchronized List<Message> view(ConversationId id) {
        LocalConversation known = store.conversation(id);
        return store.messages(id).stream()
                .filter(message -> known.shows(message.seq().value()))
                .toList();
    }

    /** The last sequence that the user has read or sent, as far as this device knows; 0 for none. */
    public synchronized long readUpTo(ConversationId id) {
        return store.conversation(id).readUpTo();
    }

    /** The list of conversations as it was loaded last. */
    public synchronized List<Answers.Summary> conversations() {
        return store.summaries();
    }

    /** The next message or operation that waits is sent; see {@link Outbox#flush}. */
    synchronized boolean sendNext() {
        List<Outgoing> waiting = store.outbox();
        if (waiting.isEmpty()) {
            return false;
        }
        Outgoing next = waiting.get(0);
        List<Outgoing> rest = waiting.subList(1, waiting.size());
        try {
            Runnable effect = send(next);
            store.transaction(() -> {
                effect.run();
                store.outbox(rest);
            });
        } catch (RefusedException e) {
            store.transaction(() -> {
                List<Outgoing.Refused> refused = new ArrayList<>(store.refused());
                refused.add(new Outgoing.Refused(next, e.code()));
                store.refused(refused);
                store.outbox(rest);
            });
        }
        return true;
    }

    private Runnable send(Outgoing outgoing) {
        if (outgoing instanceof Outgoing.Send send) {
            Message message = api.append(send.conversationId(), send.clientMessageId(), send.type(), send.content());
            return () -> copy.take(message);
        }
        Outgoing.Operate operate = (Outgoing.Operate) outgoing;
        Operation operation = api.operate(operate.conversationId(), operate.instruction());
        return () -> copy.take(operation);
    }

    /** Adds something to what waits to be sent. */
    synchronized void enqueue(Outgoing outgoing) {
        store.transaction(() -> {
            List<Outgoing> all = new ArrayList<>(store.outbox());
            all.add(outgoing);
            store.outbox(all);
        });
    }
}
