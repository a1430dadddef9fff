package org.messageroaming.history.operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.conversation.ConversationHead;
import org.messageroaming.history.conversation.ConversationService;
import org.messageroaming.history.conversation.MemberView;
import org.messageroaming.history.replica.Parallel;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.state.Marks;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.ChangeLog;
import org.messageroaming.history.timeline.ReaderView;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.history.timeline.TimelineProperties;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.Sequence;

/**
 * What a device that was away longer than an inbox remembers does to its local copy. Recalls, edits and the reader's deletions come
 * from the log; of reads and clears only the last one is told, since it says what all before it said. A page costs at most one read
 * of each of two logs, and for its edits one read a message. It ends with its limit, or when the contents of its edits have reached
 * {@link TimelineProperties#maxPageSize}.
 */
public final class ChangeFeed {
    /** How many changes' contents are read at a time: at most 4 MiB. */
    private static final int LOT = 64;

    private final ConversationService conversations;
    private final ChangeLog log;
    private final Timeline timeline;
    private final long maxPageBytes;
    private final Parallel parallel;

    ChangeFeed(
            ConversationService conversations,
            ChangeLog log,
            Timeline timeline,
            TimelineProperties dimensions,
            StoreCalls calls) {
        this.conversations = conversations;
        this.log = log;
        this.timeline = timeline;
        this.maxPageBytes = dimensions.maxPageSize().toBytes();
        this.parallel = new Parallel(LOT, calls);
    }

    /** Where a page of changes begins. */
    public sealed interface Start {
        /** With the first change ever. */
        record Beginning() implements Start {}

        /** After the newest change: nothing but the cursor is wanted. */
        record Latest() implements Start {}

        /** After what a cursor names. */
        record After(String cursor) implements Start {}
    }

    /** Whose feed it is, and what there is to tell. */
    private record Source(ReaderView view, ConversationHead head, Marks marks, String reader) {
        ChangeCursor latest() {
            return new ChangeCursor(head.changes(), marks.deletions(), upTo(marks.read()), upTo(marks.clear()));
        }
    }

    /** A change that may be told, and the cursor that goes with it. */
    private record Candidate(Operation operation, long position, long number) {}

    /** The changes as a member sees them. */
    public ChangePage ofMember(MemberView member, Start start, int limit) {
        Marks marks = member.membership().marks();
        String reader = member.membership().userId().value();
        return page(new Source(conversations.reader(member), member.head(), marks, reader), start, limit);
    }

    /** The recalls and edits, as a service sees them. */
    public ChangePage ofService(ConversationHead head, Start start, int limit) {
        return page(new Source(conversations.fullReader(head), head, Marks.NONE, "*"), start, limit);
    }

    private ChangePage page(Source source, Start start, int limit) {
        if (start instanceof Start.Latest) {
            return answer(source, List.of(), source.latest());
        }
        ChangeCursor from = start instanceof Start.After after
                ? ChangeCursor.decode(after.cursor(), source.head().conversationId(), source.reader())
                : ChangeCursor.START;
        if (from.shared() > source.head().changes()
                || from.deletions() > source.marks().deletions()) {
            throw ChangeCursor.malformed();
        }
        return tell(source, from, candidates(source, from, limit));
    }

    private static ChangePage answer(Source source, List<Operation> told, ChangeCursor to) {
        return new ChangePage(
                told, to.encode(source.head().conversationId(), source.reader()), !to.equals(source.latest()));
    }

    /** Contents are read by lots, until they have reached what a page may have. */
    private ChangePage tell(Source source, ChangeCursor from, List<Candidate> candidates) {
        List<Operation> told = new ArrayList<>();
        ChangeCursor to = from;
        long bytes = 0;
        for (List<Candidate> lot : parallel.lots(candidates)) {
            Map<Sequence, Message> edited = edited(source, lot);
            for (Candidate candidate : lot) {
                Operation operation = candidate.operation();
                to = passed(to, candidate);
                if (operation instanceof Operation.Edit edit && touches(source.view(), edit)) {
                    @Nullable Message message = edited.get(edit.seq());
                    @Nullable Content content = message == null ? null : message.content();
                    told.add(withContent(edit, content));
                    bytes += content == null ? 0 : content.bytes();
                } else if (touches(source.view(), operation)) {
                    told.add(operation);
                }
                if (bytes >= maxPageBytes) {
                    return answer(source, told, to);
                }
            }
        }
        return answer(source, told, to);
    }

    /** The next changes by journal position, whether the reader sees what they touch or not. */
    private List<Candidate> candidates(Source source, ChangeCursor from, int limit) {
        List<Candidate> all = new ArrayList<>();
        parallel.calls()
                .ask(() -> logged(source, from, limit))
                .forEach(change -> all.add(new Candidate(change.operation(), change.position(), change.number())));
        addMarker(all, source.marks().read(), from.read());
        addMarker(all, source.marks().clear(), from.cleared());
        return all.stream()
                .sorted(Comparator.comparingLong(Candidate::position))
                .limit(limit)
                .toList();
    }

    private CompletionStage<List<ChangeLog.Change>> logged(Source source, ChangeCursor from, int limit) {
        CompletionStage<List<ChangeLog.Change>> shared = log.read(
                source.head().conversationId(),
                null,
                from.shared(),
                Math.min(source.head().changes(), from.shared() + limit));
        CompletionStage<List<ChangeLog.Change>> deletions = source.view().user() == null
                ? CompletableFuture.completedStage(List.of())
                : log.read(
                        source.head().conversationId(),
                        source.view().user(),
                        from.deletions(),
                        Math.min(source.marks().deletions(), from.deletions() + limit));
        return shared.thenCombine(
                deletions,
                (one, other) -> Stream.concat(one.stream(), other.stream()).toList());
    }

    private static void addMarker(List<Candidate> all, Marks.@Nullable Placed marker, long given) {
        if (upTo(marker) > given && marker != null) {
            all.add(new Candidate(marker.operation(), marker.position(), upTo(marker)));
        }
    }

    private static long upTo(Marks.@Nullable Placed marker) {
        if (marker == null) {
            return 0;
        }
        Operation operation = marker.operation();
        return operation instanceof Operation.Read read
                ? read.upToSeq().value()
                : ((Operation.Clear) operation).upToSeq().value();
    }

    private static ChangeCursor passed(ChangeCursor cursor, Candidate candidate) {
        if (candidate.operation() instanceof Operation.Read) {
            return new ChangeCursor(cursor.shared(), cursor.deletions(), candidate.number(), cursor.cleared());
        }
        if (candidate.operation() instanceof Operation.Clear) {
            return new ChangeCursor(cursor.shared(), cursor.deletions(), cursor.read(), candidate.number());
        }
        return candidate.operation() instanceof Operation.Delete
                ? new ChangeCursor(cursor.shared(), candidate.number(), cursor.read(), cursor.cleared())
                : new ChangeCursor(candidate.number(), cursor.deletions(), cursor.read(), cursor.cleared());
    }

    /** The messages as they are now of the edits that the reader may see. */
    private Map<Sequence, Message> edited(Source source, List<Candidate> lot) {
        Set<Sequence> seqs = new HashSet<>();
        lot.forEach(candidate -> {
            if (candidate.operation() instanceof Operation.Edit edit && touches(source.view(), edit)) {
                seqs.add(edit.seq());
            }
        });
        ConversationId id = source.head().conversationId();
        return parallel
                .read(List.copyOf(seqs), seq -> timeline.read(id, new SeqRange(seq.value(), seq.value())))
                .stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(Message::seq, message -> message));
    }

    private static boolean touches(ReaderView view, Operation operation) {
        if (operation instanceof Operation.Recall recall) {
            return view.shows(recall.seq().value());
        }
        return !(operation instanceof Operation.Edit edit)
                || view.shows(edit.seq().value());
    }

    private static Operation withContent(Operation.Edit edit, @Nullable Content content) {
        return new Operation.Edit(
                edit.conversationId(), edit.seq(), edit.operationId(), edit.actor(), edit.appliedAt(), content);
    }
}
