package org.messageroaming.history.fanout;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.replica.ReadTables;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/**
 * Carries one shard's entries into inboxes, in journal order, from the delivered mark on, and moves the mark. When it dies,
 * another one goes on from the mark; what that one sends again is recognised by its entry id. Several at once do no harm: each
 * sends in order and waits, so nothing is sent before what precedes it has arrived.
 *
 * <p>A segment is dropped when everything in it is applied and delivered. Used by one thread at a time.
 */
final class ShardFanout {
    private static final int MAX_ENTRIES = 64;
    private static final int MAX_DELIVERIES = 100;
    private static final int MAX_RECIPIENTS = 1000;
    private static final long MAX_BYTES = 512 * 1024;
    private static final int RECIPIENT_BYTES = 132;
    private static final Duration TRUSTED = Duration.ofMillis(500);

    private final int shard;
    private final Replicas replicas;
    private final Journal journal;
    private final Progress progress;
    private final ReadTables tables;
    private final StoreCalls calls;
    private final InboxDeliveries inboxes;
    private final MembershipTrail trail;
    private final Map<ConversationId, Set<UserId>> members;
    private final Clock clock;
    private Instant checkedAt;
    private volatile long delivered;
    private long undropped;
    private volatile @Nullable Instant oldestWaiting;

    ShardFanout(
            int shard,
            Replicas replicas,
            Journal journal,
            Progress progress,
            ReadTables tables,
            StoreCalls calls,
            InboxDeliveries inboxes,
            int rememberedConversations,
            Clock clock) {
        this.shard = shard;
        this.replicas = replicas;
        this.journal = journal;
        this.progress = progress;
        this.tables = tables;
        this.calls = calls;
        this.inboxes = inboxes;
        this.clock = clock;
        this.checkedAt = clock.instant();
        this.delivered = calls.await(progress.read(shard)).delivered();
        this.undropped = Math.max(0, delivered == 0 ? 0 : journal.segmentOf(delivered) - 1);
        this.trail = new MembershipTrail(delivered);
        this.members = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ConversationId, Set<UserId>> eldest) {
                return size() > rememberedConversations;
            }
        };
    }

    /** How many applied entries wait to be delivered. */
    long backlog() {
        return Math.max(0, replicas.applied(shard) - delivered);
    }

    /** When the oldest message that waits was sent; null when none is known to wait. */
    @Nullable
    Instant oldestWaiting() {
        return oldestWaiting;
    }

    /**
     * Delivers the next entries, if there are any.
     *
     * @return whether there may be more
     * @throws StoreUnavailableException when a store or the offline side does not answer, or another worker went on; a new
     *     worker takes up where this one stopped
     */
    boolean deliverNext() {
        requireCurrent();
        List<Entry> entries = next(delivered);
        if (entries.isEmpty()) {
            oldestWaiting = null;
            return false;
        }
        List<Delivery> deliveries = new ArrayList<>();
        entries.forEach(entry -> collect(entry, deliveries));
        oldestWaiting = deliveries.isEmpty() ? null : deliveries.get(0).createdAt();
        batches(deliveries).forEach(inboxes::deliver);
        long last = entries.get(entries.size() - 1).position();
        calls.await(progress.delivered(shard, last));
        delivered = last;
        trail.passed(last);
        dropPassedSegments();
        return true;
    }

    /**
     * A worker that slept may have been overtaken by far more than an inbox recognises; what it would send then is long delivered.
     *
     * @throws StoreUnavailableException when somebody else has moved the mark: a new worker must start from there
     */
    private void requireCurrent() {
        Instant now = clock.instant();
        if (Duration.between(checkedAt, now).compareTo(TRUSTED) > 0
                && calls.await(progress.read(shard)).delivered() > delivered) {
            throw new StoreUnavailableException("another instance went on", null);
        }
        checkedAt = now;
    }

    /** The applied entries after a position, not beyond the end of its successor's segment. */
    private List<Entry> next(long position) {
        long applied = replicas.applied(shard);
        if (position >= applied) {
            return List.of();
        }
        List<Entry> inMemory = replicas.appliedAfter(shard, position);
        List<Entry> entries = inMemory != null ? inMemory : read(position + 1);
        long segment = journal.segmentOf(position + 1);
        return entries.stream()
                .filter(entry -> entry.position() <= applied && journal.segmentOf(entry.position()) == segment)
                .limit(MAX_ENTRIES)
                .toList();
    }

    private List<Entry> read(long from) {
        Journal.Slice slice = calls.await(journal.read(shard, from, MAX_ENTRIES));
        if (slice.sealed()) {
            throw new StoreUnavailableException("another instance went on", null);
        }
        return slice.entries();
    }

    private void collect(Entry entry, List<Delivery> deliveries) {
        trail.scan(entry);
        for (int i = 0; i < entry.events().size(); i++) {
            Event event = entry.events().get(i);
            if (event instanceof Event.ConversationCreated created) {
                members.put(created.conversationId(), new HashSet<>(created.members()));
            } else if (event instanceof Event.MemberJoined joined) {
                membersBefore(entry, i).add(joined.membership().userId());
            } else if (event instanceof Event.MemberLeft left) {
                membersBefore(entry, i).remove(left.membership().userId());
            } else if (event instanceof Event.MessageAppended appended && !appended.imported()) {
                addTo(deliveries, List.copyOf(membersBefore(entry, i)), entryId(entry, i), appended);
            }
        }
    }

    private static void addTo(
            List<Delivery> deliveries, List<UserId> recipients, EntryId entryId, Event.MessageAppended event) {
        for (int from = 0; from < recipients.size(); from += MAX_RECIPIENTS) {
            List<UserId> some = recipients.subList(from, Math.min(from + MAX_RECIPIENTS, recipients.size()));
            deliveries.add(new Delivery(some, entryId, event.message().sentAt(), event.message()));
        }
    }

    /** Drawn from the claim, so that it never repeats, not even in a store that was set up anew. */
    private static EntryId entryId(Entry entry, int index) {
        byte[] claim = ByteBuffer.allocate(16)
                .putLong(entry.claimId().getMostSignificantBits())
                .putLong(entry.claimId().getLeastSignificantBits())
                .array();
        return new EntryId("m" + Base64.getUrlEncoder().withoutPadding().encodeToString(claim) + "." + index);
    }

    private Set<UserId> membersBefore(Entry entry, int index) {
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
        while (trail.scannedTo() < later.position()) {
            List<Entry> more = calls.await(journal.read(shard, trail.scannedTo() + 1, MAX_ENTRIES))
                    .entries();
            if (more.isEmpty()) {
                break;
            }
            more.forEach(trail::scan);
        }
        return trail.membersBefore(later, position, index);
    }

    private static List<List<Delivery>> batches(List<Delivery> deliveries) {
        List<List<Delivery>> batches = new ArrayList<>();
        List<Delivery> batch = new ArrayList<>();
        long bytes = 0;
        for (Delivery delivery : deliveries) {
            long size = size(delivery);
            if (!batch.isEmpty() && (batch.size() == MAX_DELIVERIES || bytes + size > MAX_BYTES)) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(delivery);
            bytes += size;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private static long size(Delivery delivery) {
        int content = delivery.message().content() == null
                ? 0
                : delivery.message().content().json().length();
        return 3L * content + (long) RECIPIENT_BYTES * (delivery.recipients().size() + 8);
    }

    /** Both marks are moved first: whoever starts anew must start behind what is gone. */
    private void dropPassedSegments() {
        while (undropped < journal.segmentOf(delivered)) {
            calls.await(progress.applied(shard, delivered));
            calls.await(journal.drop(shard, undropped));
            undropped++;
        }
    }
}
