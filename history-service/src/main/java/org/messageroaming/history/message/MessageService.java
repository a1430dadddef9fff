package org.messageroaming.history.message;

import java.util.List;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.ReaderView;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.history.timeline.TimelineProperties;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.problem.NotFoundException;
import org.messageroaming.model.problem.RoamingException;

/**
 * Appends messages and reads pages. Every method throws
 * {@link org.messageroaming.model.problem.StoreUnavailableException} when the store does not answer in time.
 */
public final class MessageService {
    private final Replicas replicas;
    private final Timeline timeline;
    private final PageReader pages;
    private final StoreCalls calls;
    private final MessageProperties properties;

    MessageService(
            Replicas replicas,
            Timeline timeline,
            TimelineProperties dimensions,
            StoreCalls calls,
            MessageProperties properties) {
        this.replicas = replicas;
        this.timeline = timeline;
        this.pages = new PageReader(timeline, dimensions.maxPageSize().toBytes());
        this.calls = calls;
        this.properties = properties;
    }

    /**
     * Appends one message; again with the same sender and client message id gives the same message.
     *
     * @throws NotFoundException when there is no such conversation
     * @throws org.messageroaming.model.problem.ForbiddenException when the sender is no member
     * @throws org.messageroaming.model.problem.ConflictException when the client message id stands for another content, or the
     *     given time is before the last message's
     */
    public AppendOutcome.Placed append(ConversationId id, MessageDraft message) {
        AppendOutcome outcome = replicas.execute(
                        new AppendMessages(id, List.of(message), false, properties.clockTolerance()))
                .get(0);
        if (outcome instanceof AppendOutcome.Placed placed) {
            return placed;
        }
        throw refusal(outcome);
    }

    private static RoamingException refusal(AppendOutcome outcome) {
        return ((AppendOutcome.Refused) outcome).reason();
    }

    /** Appends old history in the given order; each line is placed or refused on its own, and no inbox is told. */
    public List<AppendOutcome> importAll(ConversationId id, List<MessageDraft> messages) {
        return replicas.execute(new AppendMessages(id, messages, true, properties.clockTolerance()));
    }

    /**
     * Reads a page, in one read of one partition, or one on each side of {@link PageAnchor.Around}; where a bucket ends that costs one
     * more. It ends with {@code limit}, or with the message with which its contents reach {@link TimelineProperties#maxPageSize} as they
     * are read outwards from the anchor (half of that on each side of {@link PageAnchor.Around}), and tells that there is more. {@link
     * PageAnchor.At} adds a binary search, and messages that the reader deleted there add a read of each bucket that the page touches.
     *
     * @param limit how many messages at most, from 1
     */
    public Page page(ReaderView reader, PageAnchor anchor, int limit) {
        ConversationId id = reader.conversationId();
        PageAnchor place = resolved(reader, anchor);
        PagePlan plan = plan(reader.ranges(), place, limit);
        while (plan.count() > 0 && reader.narrow(plan.first(), plan.last())) {
            plan = plan(reader.ranges(), place, limit);
        }
        long firstVisible = reader.first();
        long lastVisible = reader.last();
        if (lastVisible == 0) {
            return new Page(id, List.of(), false, false, 0, 0);
        }
        if (plan.count() == 0) {
            boolean beforeAll = anchor instanceof PageAnchor.Before;
            return new Page(id, List.of(), !beforeAll, beforeAll, firstVisible, lastVisible);
        }
        PagePlan planned = plan;
        PageReader.Stretch stretch = calls.ask(() -> pages.read(id, planned));
        return new Page(
                id,
                stretch.messages(),
                firstVisible < stretch.first(),
                lastVisible > stretch.last(),
                firstVisible,
                lastVisible);
    }

    /** A time as a place in the sequence, which is looked for once. */
    private PageAnchor resolved(ReaderView reader, PageAnchor anchor) {
        List<SeqRange> visible = reader.ranges();
        if (!(anchor instanceof PageAnchor.At at) || visible.isEmpty()) {
            return anchor;
        }
        long last = visible.get(visible.size() - 1).last();
        long before = calls.ask(() -> timeline.countBefore(reader.conversationId(), last, at.time()));
        return before == 0 ? new PageAnchor.Oldest() : new PageAnchor.After(new Sequence(before));
    }

    private PagePlan plan(List<SeqRange> visible, PageAnchor anchor, int limit) {
        if (anchor instanceof PageAnchor.Before before) {
            return PagePlan.backward(visible, before.seq().value() - 1, limit, timeline.buckets());
        }
        if (anchor instanceof PageAnchor.After after) {
            return PagePlan.forward(visible, after.seq().value() + 1, limit, timeline.buckets());
        }
        if (anchor instanceof PageAnchor.Around around) {
            return PagePlan.around(visible, around.seq().value(), limit, timeline.buckets());
        }
        if (anchor instanceof PageAnchor.Oldest) {
            return PagePlan.forward(visible, 1, limit, timeline.buckets());
        }
        return PagePlan.backward(visible, Sequence.MAX, limit, timeline.buckets());
    }
}
