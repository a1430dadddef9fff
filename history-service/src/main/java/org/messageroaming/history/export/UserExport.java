package org.messageroaming.history.export;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.messageroaming.history.conversation.ConversationHead;
import org.messageroaming.history.conversation.ConversationStore;
import org.messageroaming.history.conversation.MemberView;
import org.messageroaming.history.conversation.UserConversations;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.state.SeqRanges;
import org.messageroaming.history.timeline.ChangeLog;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/**
 * What is kept about a user: its memberships and markers, its deletions, and the messages that it sent, also those that it hid from
 * itself. What others sent is theirs; the user reads it where it reads everything else. Holds one page of messages at a time.
 */
public final class UserExport {
    private static final int PAGE = 100;

    private final UserConversations index;
    private final ConversationStore store;
    private final Timeline timeline;
    private final ChangeLog changes;
    private final StoreCalls calls;
    private final Clock clock;

    UserExport(
            UserConversations index,
            ConversationStore store,
            Timeline timeline,
            ChangeLog changes,
            StoreCalls calls,
            Clock clock) {
        this.index = index;
        this.store = store;
        this.timeline = timeline;
        this.changes = changes;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * Takes the lines of an export, one after the other.
     *
     * @param <E> what it fails with
     */
    @FunctionalInterface
    public interface Sink<E extends Exception> {
        /** Takes the next line. */
        void accept(ExportRecord line) throws E;
    }

    /**
     * Gives all records of a user, the end included.
     *
     * @throws StoreUnavailableException when the store does not answer; what was given before is right,
     *     and not all
     */
    public <E extends Exception> void write(UserId user, Sink<E> sink) throws E {
        List<ConversationId> ids =
                calls.ask(() -> index.of(user)).stream().sorted().toList();
        sink.accept(new ExportRecord.User(user, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        long conversations = 0;
        long messages = 0;
        for (ConversationId id : ids) {
            Optional<ConversationHead> head = calls.ask(() -> store.head(id));
            if (head.isPresent()) {
                writeHead(head.get(), sink);
                List<SeqRange> own = writeMembership(id, user, sink);
                messages += writeMessages(head.get(), user, own, sink);
                conversations++;
            }
        }
        sink.accept(new ExportRecord.End(conversations, messages));
    }

    private static <E extends Exception> void writeHead(ConversationHead head, Sink<E> sink) throws E {
        sink.accept(new ExportRecord.Conversation(
                head.conversationId(), head.kind(), head.historyVisibility(), head.createdAt()));
    }

    /**
     * There is none where others imported messages in the user's name.
     *
     * @return what was appended while it was a member
     */
    private <E extends Exception> List<SeqRange> writeMembership(ConversationId id, UserId user, Sink<E> sink)
            throws E {
        Optional<MemberView> view = calls.ask(() -> store.memberView(id, user));
        if (view.isEmpty()) {
            return List.of();
        }
        Membership membership = view.get().membership();
        sink.accept(new ExportRecord.Membership(
                id,
                membership.joinedAt(),
                membership.leftAt(),
                membership.ranges(),
                membership.marks().readUpTo(),
                membership.marks().clearedUpTo()));
        writeDeletions(id, membership, sink);
        return membership.ranges();
    }

    private <E extends Exception> void writeDeletions(ConversationId id, Membership membership, Sink<E> sink) throws E {
        UserId user = membership.userId();
        long last = membership.marks().deletions();
        long after = 0;
        while (after < last) {
            long from = after;
            List<ChangeLog.Change> page = calls.ask(() -> changes.read(id, user, from, Math.min(last, from + PAGE)));
            if (page.isEmpty()) {
                throw new StoreUnavailableException("A deletion that is promised cannot be read", null);
            }
            for (ChangeLog.Change change : page) {
                sink.accept(new ExportRecord.Deletion(change.operation()));
            }
            after = page.get(page.size() - 1).number();
        }
    }

    /** A stub from before the membership is of a life that was erased: who came back under the name has no part in it. */
    private <E extends Exception> long writeMessages(
            ConversationHead head, UserId user, List<SeqRange> own, Sink<E> sink) throws E {
        long written = 0;
        long first = 1;
        while (first <= head.lastSeq()) {
            long bucketEnd =
                    timeline.buckets().range(timeline.buckets().of(first)).last();
            SeqRange page = new SeqRange(
                    first,
                    LongStream.of(first + PAGE - 1, bucketEnd, head.lastSeq())
                            .min()
                            .getAsLong());
            for (org.messageroaming.model.Message message :
                    calls.ask(() -> timeline.read(head.conversationId(), page))) {
                boolean stands = message.recalledAt() == null
                        || SeqRanges.contain(own, message.seq().value());
                if (stands && message.sender().equals(user)) {
                    sink.accept(new ExportRecord.Sent(message));
                    written++;
                }
            }
            first = page.last() + 1;
        }
        return written;
    }
}
