package org.messageroaming.history.erasure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.messageroaming.history.conversation.ConversationHead;
import org.messageroaming.history.conversation.ConversationStore;
import org.messageroaming.history.conversation.MemberView;
import org.messageroaming.history.fanout.Fanout;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.ChangeLog;
import org.messageroaming.history.timeline.HiddenMessages;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/**
 * Erases a user from one conversation, a page of messages after the other. Every step may be done again, by several instances at once:
 * state changes go through the journal, and deletions carry the journal position of the user's end there. The conversation leaves the
 * user's list last, so whoever takes up what another one left undone finds it.
 */
final class ConversationEraser {
    /** Messages in one read, and in one journal entry: their rows are written as one batch, that Cassandra takes up to 50 KB of. */
    private static final int PAGE = 100;

    private final Replicas replicas;
    private final ConversationStore conversations;
    private final Timeline timeline;
    private final HiddenMessages hidden;
    private final ChangeLog changes;
    private final Traces traces;
    private final Fanout fanout;
    private final StoreCalls calls;
    private final Duration inboxMemory;
    private final Duration deliveryWait;

    /**
     * @param inboxMemory for how long something may wait in an inbox
     * @param deliveryWait how long to wait for the inboxes to be scrubbed
     */
    ConversationEraser(
            Replicas replicas,
            ConversationStore conversations,
            Timeline timeline,
            HiddenMessages hidden,
            ChangeLog changes,
            Traces traces,
            Fanout fanout,
            StoreCalls calls,
            Duration inboxMemory,
            Duration deliveryWait) {
        this.replicas = replicas;
        this.conversations = conversations;
        this.timeline = timeline;
        this.hidden = hidden;
        this.changes = changes;
        this.traces = traces;
        this.fanout = fanout;
        this.calls = calls;
        this.inboxMemory = inboxMemory;
        this.deliveryWait = deliveryWait;
    }

    /**
     * Leaves nothing of the user in the conversation but stubs.
     *
     * @param by who asked for it
     * @param between run between any two steps; what it throws ends the work
     * @throws StoreUnavailableException when a store or the offline side does not answer; doing it again is safe
     */
    void erase(ConversationId id, UserId user, UserId by, Runnable between) {
        long end = replicas.execute(new EraseMember(id, user));
        between.run();
        Optional<ConversationHead> head = calls.await(conversations.head(id));
        if (head.isPresent()) {
            calls.await(traces.forgetMembership(end, id, user));
            eraseMessages(head.get(), user, by, end, between);
            forgetDeletions(head.get(), user, end, between);
            forgetOperations(head.get(), user, end, between);
            awaitScrubbed(id, end);
        }
        between.run();
        // Who is back already is erased from here once more. Back in the entry that erased it, its listing has that
        // entry's timestamp, and would go.
        Optional<MemberView> back = calls.await(conversations.memberView(id, user));
        if (back.isEmpty()) {
            calls.await(traces.forgetListing(end, id, user));
        }
    }

    private void eraseMessages(ConversationHead head, UserId user, UserId by, long end, Runnable between) {
        ConversationId id = head.conversationId();
        long first = 1;
        while (first <= head.lastSeq()) {
            long bucketEnd =
                    timeline.buckets().range(timeline.buckets().of(first)).last();
            long last = LongStream.of(first + PAGE - 1, bucketEnd, head.lastSeq())
                    .min()
                    .getAsLong();
            List<Message> own = calls.await(timeline.read(id, new SeqRange(first, last))).stream()
                    .filter(message -> message.sender().equals(user))
                    .toList();
            eraseAll(
                    id,
                    user,
                    by,
                    own.stream()
                            .filter(message -> message.recalledAt() == null)
                            .map(message -> message.seq().value())
                            .toList());
            calls.await(traces.forgetAppends(
                    end, id, user, own.stream().map(Message::clientMessageId).toList()));
            between.run();
            first = last + 1;
        }
    }

    /** The fan-out keeps up with each step, so that a long erasure makes no backlog that other conversations wait behind. */
    private void eraseAll(ConversationId id, UserId user, UserId by, List<Long> seqs) {
        List<Long> left = seqs;
        while (!left.isEmpty()) {
            EraseMessages.Taken taken = replicas.execute(new EraseMessages(id, user, by, left, inboxMemory));
            awaitScrubbed(id, taken.position());
            left = left.stream().filter(seq -> seq > taken.upTo()).toList();
        }
    }

    private void awaitScrubbed(ConversationId id, long position) {
        if (!fanout.awaitDelivered(replicas.shardOf(id), position, deliveryWait)) {
            throw new StoreUnavailableException("Inboxes cannot be reached", null);
        }
    }

    /** The log's last bucket goes first, so that whoever goes on after a crash finds all that is left from its beginning. */
    private void forgetDeletions(ConversationHead head, UserId user, long end, Runnable between) {
        ConversationId id = head.conversationId();
        Deque<Long> buckets = new ArrayDeque<>();
        long after = 0;
        for (List<ChangeLog.Change> page = own(id, user, after); !page.isEmpty(); page = own(id, user, after)) {
            buckets.push(page.get(0).number());
            forgetOperations(page, id, user, end);
            after = page.get(page.size() - 1).number();
            between.run();
        }
        for (long bucket = 0; bucket <= hidden.buckets().of(Math.max(1, head.lastSeq())); bucket++) {
            calls.await(hidden.forget(end, id, user, bucket));
        }
        buckets.forEach(number -> calls.await(changes.forget(end, id, user, number)));
    }

    private List<ChangeLog.Change> own(ConversationId id, UserId user, long after) {
        return calls.await(changes.read(id, user, after, Long.MAX_VALUE));
    }

    /** Recalls and edits: which of them were the user's is told by the log that everybody has. */
    private void forgetOperations(ConversationHead head, UserId user, long end, Runnable between) {
        ConversationId id = head.conversationId();
        long after = 0;
        while (after < head.changes()) {
            List<ChangeLog.Change> page =
                    calls.await(changes.read(id, null, after, Math.min(head.changes(), after + PAGE)));
            if (page.isEmpty()) {
                throw new StoreUnavailableException("A change that is promised cannot be read", null);
            }
            forgetOperations(page, id, user, end);
            after = page.get(page.size() - 1).number();
            between.run();
        }
    }

    private void forgetOperations(List<ChangeLog.Change> page, ConversationId id, UserId user, long end) {
        calls.await(traces.forgetOperations(
                end,
                id,
                user,
                page.stream()
                        .map(ChangeLog.Change::operation)
                        .filter(operation -> operation.actor().equals(user))
                        .map(Operation::operationId)
                        .toList()));
    }
}
