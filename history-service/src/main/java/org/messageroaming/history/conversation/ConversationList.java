package org.messageroaming.history.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.replica.Parallel;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.state.Marks;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.ReaderView;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.history.timeline.TimelineProperties;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/**
 * The conversations of a user, most recently active first. The first page of a list reads one row of each of the user's
 * conversations (two where it is no member any more), a bounded number at a time, sorts them, and keeps the order if there is more
 * than one page; every further page reads that order and the conversations of the page. A page ends with its limit, or when the last
 * messages on it have reached {@link TimelineProperties#maxPageSize}. So each conversation of the list is given
 * exactly once, whatever arrives meanwhile.
 */
public final class ConversationList {
    private final UserConversations index;
    private final ConversationStore store;
    private final ConversationService conversations;
    private final Timeline timeline;
    private final long maxPageBytes;
    private final Parallel parallel;
    private final Supplier<UUID> listIds;

    ConversationList(
            UserConversations index,
            ConversationStore store,
            ConversationService conversations,
            Timeline timeline,
            TimelineProperties dimensions,
            StoreCalls calls,
            ConversationProperties properties,
            Supplier<UUID> listIds) {
        this.index = index;
        this.store = store;
        this.conversations = conversations;
        this.timeline = timeline;
        this.maxPageBytes = dimensions.maxPageSize().toBytes();
        this.parallel = new Parallel(properties.listParallelism(), calls);
        this.listIds = listIds;
    }

    /**
     * A page of the list.
     *
     * @param cursor where it goes on; null for the first page
     * @param limit how many conversations at most, from 1
     * @throws org.messageroaming.model.problem.RequestRejectedException {@code invalid-cursor} when there is no such list for the
     *     user, or not any more
     * @throws org.messageroaming.model.problem.StoreUnavailableException when the store does not answer in time
     */
    public ConversationListPage page(UserId user, @Nullable String cursor, int limit) {
        return cursor == null ? firstPage(user, limit) : nextPage(user, ListCursor.decode(cursor), limit);
    }

    private ConversationListPage firstPage(UserId user, int limit) {
        List<ConversationId> ids = parallel.calls().ask(() -> index.of(user));
        List<MemberView> views = views(user, ids).stream()
                .sorted(Comparator.comparing(ConversationList::activity)
                        .reversed()
                        .thenComparing(view -> view.head().conversationId()))
                .toList();
        List<ConversationSummary> given = summaries(views.subList(0, Math.min(limit, views.size())));
        if (given.size() == views.size()) {
            return new ConversationListPage(given, null);
        }
        UUID list = listIds.get();
        List<ConversationId> order =
                views.stream().map(view -> view.head().conversationId()).toList();
        parallel.calls().ask(() -> index.keepOrder(user, list, order));
        return new ConversationListPage(given, new ListCursor(list, given.size()).encode());
    }

    private ConversationListPage nextPage(UserId user, ListCursor cursor, int limit) {
        List<ConversationId> ids = new ArrayList<>();
        boolean more = true;
        for (int chunk = cursor.offset() / UserConversations.CHUNK; more && ids.size() <= limit; chunk++) {
            int number = chunk;
            List<ConversationId> part = parallel.calls().ask(() -> index.order(user, cursor.list(), number));
            int skipped = ids.isEmpty() ? cursor.offset() % UserConversations.CHUNK : 0;
            ids.addAll(part.subList(Math.min(skipped, part.size()), part.size()));
            more = part.size() == UserConversations.CHUNK;
        }
        if (ids.isEmpty()) {
            throw ListCursor.unknown();
        }
        List<MemberView> views = views(user, ids.subList(0, Math.min(limit, ids.size())));
        List<ConversationSummary> given = summaries(views);
        int passed = given.size() < views.size()
                ? ids.indexOf(views.get(given.size()).head().conversationId())
                : Math.min(limit, ids.size());
        return new ConversationListPage(
                given, passed == ids.size() ? null : new ListCursor(cursor.list(), cursor.offset() + passed).encode());
    }

    private List<MemberView> views(UserId user, List<ConversationId> ids) {
        return parallel.read(ids, id -> store.memberView(id, user)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** The last thing that happened there for the user: a message, the user's joining, or its leaving. */
    private static Instant activity(MemberView view) {
        Membership membership = view.membership();
        Instant message = view.head().lastMessageAt();
        Instant last = message == null || message.isBefore(membership.joinedAt()) ? membership.joinedAt() : message;
        Instant left = membership.leftAt();
        return left != null && left.isBefore(last) ? left : last;
    }

    /** Of the first of them, as many as fit, at least one where there is one. */
    private List<ConversationSummary> summaries(List<MemberView> views) {
        List<ConversationSummary> summaries = new ArrayList<>();
        long bytes = 0;
        for (List<MemberView> lot : parallel.lots(views)) {
            List<ReaderView> readers = lot.stream().map(conversations::reader).toList();
            List<Optional<Message>> last = parallel.read(readers, this::lastMessage);
            for (int i = 0; i < lot.size(); i++) {
                Message message = last.get(i).orElse(null);
                summaries.add(summary(lot.get(i), readers.get(i), message));
                bytes += message == null || message.content() == null
                        ? 0
                        : message.content().bytes();
                if (bytes >= maxPageBytes) {
                    return summaries;
                }
            }
        }
        return summaries;
    }

    private CompletionStage<Optional<Message>> lastMessage(ReaderView reader) {
        long seq = reader.last();
        return seq == 0
                ? CompletableFuture.completedStage(Optional.empty())
                : timeline.read(reader.conversationId(), new SeqRange(seq, seq))
                        .thenApply(found -> found.stream().findFirst());
    }

    private static ConversationSummary summary(MemberView view, ReaderView reader, @Nullable Message last) {
        Marks marks = view.membership().marks();
        return new ConversationSummary(
                view.head().conversationId(),
                view.head().kind(),
                view.membership().joinedAt(),
                view.membership().leftAt(),
                reader.last(),
                last,
                marks.readUpTo(),
                reader.countAfter(marks.readUpTo()),
                reader.first());
    }
}
