package org.messageroaming.history.message;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.Excerpt;
import org.messageroaming.history.timeline.Passage;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;

/**
 * Reads what a plan shows, outwards from where it begins, until all is there or the contents have become as large as a page may be.
 *
 * @param maxBytes how large that is, from 1; a page that goes to both sides may take half of it on each
 */
record PageReader(Timeline timeline, long maxBytes) {

    /**
     * What was read.
     *
     * @param messages ascending, at least one of those that are there
     * @param first the oldest sequence that it covers
     * @param last the newest sequence that it covers
     */
    record Stretch(List<Message> messages, long first, long last) {}

    /** Reads the first bucket of each side at once, and a second one only when there is room left. */
    CompletionStage<Stretch> read(ConversationId id, PagePlan plan) {
        List<SeqRange> backwards = plan.backwards();
        List<SeqRange> onwards = plan.onwards();
        long room = backwards.isEmpty() || onwards.isEmpty() ? maxBytes : (maxBytes + 1) / 2;
        return side(id, plan, backwards, true, room)
                .thenCombine(
                        side(id, plan, onwards, false, room),
                        (older, newer) -> new Stretch(
                                both(older, newer),
                                older.whole() ? plan.first() : first(older.messages()),
                                newer.whole() ? plan.last() : last(newer.messages())));
    }

    private CompletionStage<Passage> side(
            ConversationId id, PagePlan plan, List<SeqRange> ranges, boolean newestFirst, long room) {
        if (ranges.isEmpty()) {
            return CompletableFuture.completedStage(new Passage(List.of(), 0, true));
        }
        List<SeqRange> further = ranges.subList(1, ranges.size());
        return timeline.read(id, new Excerpt(ranges.get(0), plan::shows, newestFirst, room))
                .thenCompose(near -> further.isEmpty() || !near.whole()
                        ? CompletableFuture.completedStage(near)
                        : withFurther(near, id, plan, further, newestFirst, room));
    }

    private CompletionStage<Passage> withFurther(
            Passage near, ConversationId id, PagePlan plan, List<SeqRange> ranges, boolean newestFirst, long room) {
        if (near.bytes() >= room) {
            return CompletableFuture.completedStage(new Passage(near.messages(), near.bytes(), false));
        }
        return side(id, plan, ranges, newestFirst, room - near.bytes())
                .thenApply(far -> new Passage(
                        newestFirst ? both(far, near) : both(near, far), near.bytes() + far.bytes(), far.whole()));
    }

    private static List<Message> both(Passage older, Passage newer) {
        return Stream.concat(older.messages().stream(), newer.messages().stream())
                .toList();
    }

    private static long first(List<Message> messages) {
        return messages.get(0).seq().value();
    }

    private static long last(List<Message> messages) {
        return messages.get(messages.size() - 1).seq().value();
    }
}
