package org.messageroaming.history.replica;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/**
 * The following half of a replica: takes a shard's entries in order, folds them into the state in memory and applies them to
 * the read tables. Used by one turn at a time; {@link #applied()} and {@link #after} may be called from any thread.
 */
final class Follower {
    private static final int READ_LIMIT = 128;

    private static final int MOST_TOGETHER = 16;

    private final int shard;
    private final Journal journal;
    private final Progress progress;
    private final ReadTables tables;
    private final Cache<ConversationId, Conversation> cache;
    private final int tailEntries;
    private final int markEvery;
    private final Lots lots;
    private final StoreCalls calls;
    private final Runnable onAdvance;

    private @Nullable Tail tail;
    private volatile boolean loaded;
    private volatile long applied;
    private long marked;
    private int together = MOST_TOGETHER;

    Follower(
            int shard,
            Journal journal,
            Progress progress,
            ReadTables tables,
            StoreCalls calls,
            ReplicaProperties properties,
            Lots lots,
            long cachedMembers,
            Runnable onAdvance) {
        this.shard = shard;
        this.journal = journal;
        this.progress = progress;
        this.tables = tables;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(cachedMembers)
                .weigher((ConversationId id, Conversation state) ->
                        1 + state.members().size())
                .executor(Runnable::run)
                .build();
        this.tailEntries = properties.tailEntries();
        this.markEvery = properties.markEvery();
        this.lots = lots;
        this.calls = calls;
        this.onAdvance = onAdvance;
    }

    boolean isLoaded() {
        return loaded;
    }

    /** Every entry up to this position (inclusive) is in the read tables. */
    long applied() {
        return applied;
    }

    /** The conversation as far as it is known here; null when it must be read. */
    @Nullable
    Conversation cached(ConversationId id) {
        return cache.getIfPresent(id);
    }

    long tip() {
        return tail().tip();
    }

    private Tail tail() {
        if (tail == null) {
            throw new IllegalStateException("not loaded");
        }
        return tail;
    }

    /**
     * Starts from the applied mark and takes in everything after it. What is cached from before goes first: it may be older than
     * the mark, and nothing would bring it up.
     */
    void load() {
        loaded = false;
        cache.invalidateAll();
        long mark = await(progress.read(shard)).applied();
        synchronized (this) {
            tail = new Tail(tailEntries, mark);
        }
        applied = mark;
        marked = mark;
        readOn();
        loaded = true;
    }

    /**
     * Takes in what the journal holds beyond the tip. When others have applied it and it is dropped already, or is more than is kept
     * in memory anyway, this starts from their mark instead.
     */
    void readOn() {
        long begin = tip();
        for (Journal.Slice slice = next(); slice.sealed() || !slice.entries().isEmpty(); slice = next()) {
            if (slice.sealed()) {
                loadBehind(tip());
                return;
            }
            slice.entries().forEach(this::fold);
            applyRest();
            if (tip() - begin > tailEntries && await(progress.read(shard)).applied() > tip()) {
                load();
                return;
            }
        }
    }

    /** What follows {@code position} was applied, delivered and dropped meanwhile, and the mark was moved before that. */
    private void loadBehind(long position) {
        loaded = false;
        if (await(progress.read(shard)).applied() <= position) {
            throw new IllegalStateException(
                    "what follows position " + position + " was dropped, and is not marked as applied");
        }
        load();
    }

    /**
     * Folds in what one read of the journal finds beyond the tip, as {@link #fold} does. Where there is more the rest is taken in and
     * applied, too: this instance is so far behind that it would have to keep it all in memory.
     */
    void foldOn() {
        Journal.Slice slice = next();
        slice.entries().forEach(this::fold);
        if (slice.sealed() || slice.entries().size() == READ_LIMIT) {
            readOn();
        }
    }

    private Journal.Slice next() {
        return await(journal.read(shard, tip() + 1, READ_LIMIT));
    }

    /** Folds in the entry after the tip, so that decisions are made after it. {@link #applyRest} applies it before any is answered. */
    void fold(Entry entry) {
        if (entry.position() != tip() + 1) {
            throw new IllegalStateException("position " + entry.position() + " does not follow " + tip());
        }
        synchronized (this) {
            tail().add(entry, applied);
        }
    }

    /**
     * Applies the entries that are folded in and not yet applied: some of them together, since each alone takes nearly as long. After a
     * failure one at a time, and twice as many after each success: what is too much for the store, or cannot be applied, must not keep
     * what precedes it from being applied.
     */
    void applyRest() {
        List<Entry> rest = tail().after(applied);
        for (int from = 0, to; from < rest.size(); from = to) {
            to = from + lots.next(rest.subList(from, rest.size()), together);
            int most = together;
            together = 1;
            apply(rest.subList(from, to));
            together = Math.min(2 * most, MOST_TOGETHER);
        }
    }

    private void apply(List<Entry> lot) {
        Map<ConversationId, Conversation> states = new HashMap<>();
        List<Outcome> all = new ArrayList<>();
        for (Entry entry : lot) {
            Map<ConversationId, Conversation> before = new HashMap<>();
            entry.events()
                    .forEach(event -> before.computeIfAbsent(
                            event.conversationId(), id -> states.containsKey(id) ? states.get(id) : stateOrNull(id)));
            Outcomes outcomes = new Outcomes(entry, before);
            all.add(outcomes.outcome());
            states.putAll(outcomes.after());
        }
        await(tables.apply(all));
        cache.putAll(states);
        applied = lot.get(lot.size() - 1).position();
        if (applied - marked >= markEvery) {
            marked = applied;
            progress.applied(shard, applied);
        }
        onAdvance.run();
    }

    private @Nullable Conversation stateOrNull(ConversationId id) {
        Conversation cached = cache.getIfPresent(id);
        return cached != null ? cached : await(tables.conversation(id)).orElse(null);
    }

    /**
     * A command's view at the tip; null when its facts are too old to be brought up.
     *
     * @param atTip conversations that were brought up to this tip already, since many commands of a batch ask for the same one; takes in
     *     this one
     */
    Draft.@Nullable View bringUp(Command<?> command, Loaded facts, Map<ConversationId, Conversation> atTip) {
        ConversationId id = command.conversationId();
        if (!tail().covers(facts.reflects())) {
            return null;
        }
        Conversation cached = cache.getIfPresent(id);
        Conversation state = cached != null
                ? atTip.computeIfAbsent(id, key -> tail().bringUp(id, cached, applied))
                : tail().bringUp(id, facts.conversation(), facts.reflects());
        long lastSeq = state == null ? 0 : state.lastSeq();
        // Later messages count only where every earlier one did, since their times never decrease.
        boolean mayBeMore = lastSeq != facts.countedUpTo() && facts.countBefore() == facts.countedUpTo();
        if (command.facts().countBefore() != null && mayBeMore) {
            return null;
        }
        return new Draft.View(id, state, bringUp(command, facts, state));
    }

    private Loaded bringUp(Command<?> command, Loaded facts, @Nullable Conversation state) {
        ConversationId id = command.conversationId();
        Map<RetryKey, Appended> appended = new HashMap<>();
        command.facts()
                .retryKeys()
                .forEach(key ->
                        put(appended, key, tail().appended(key, facts.appended().get(key))));
        Map<OperationKey, Applied> operations = new HashMap<>();
        command.facts()
                .operationKeys()
                .forEach(key -> put(
                        operations,
                        key,
                        tail().operation(key, facts.operations().get(key))));
        Map<Long, Message> messages = new HashMap<>();
        command.facts()
                .messages()
                .forEach(seq -> put(
                        messages,
                        seq,
                        tail().message(new MessageKey(id, seq), facts.messages().get(seq))));
        Map<UserId, Membership> formers = new HashMap<>();
        command.facts()
                .formerMembers()
                .forEach(user -> put(
                        formers,
                        user,
                        tail().former(
                                        facts.reflects(),
                                        id,
                                        user,
                                        facts.formerMembers().get(user))));
        return new Loaded(facts.reflects(), state, appended, formers, facts.countBefore(), operations, messages);
    }

    private static <K, V> void put(Map<K, V> map, K key, @Nullable V value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    /**
     * The applied entries after a position, as far as they are in memory.
     *
     * @return null when the position is too old
     */
    synchronized @Nullable List<Entry> after(long position) {
        if (tail == null || !tail.covers(position)) {
            return null;
        }
        long limit = applied;
        return tail.after(position).stream()
                .filter(entry -> entry.position() <= limit)
                .toList();
    }

    /** Waits for a store within the time limit. */
    <T> T await(CompletionStage<T> stage) {
        return calls.await(stage);
    }
}
