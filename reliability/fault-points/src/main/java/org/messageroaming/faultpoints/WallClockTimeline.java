package org.messageroaming.faultpoints;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.messageroaming.history.timeline.Buckets;
import org.messageroaming.history.timeline.Excerpt;
import org.messageroaming.history.timeline.Passage;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;

/** Broken on purpose: whoever writes last wins, however old what it writes is. */
record WallClockTimeline(Timeline timeline) implements Timeline {

    @Override
    public CompletionStage<Void> write(long position, List<Message> messages) {
        return timeline.write(TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()), messages);
    }

    @Override
    public Buckets buckets() {
        return timeline.buckets();
    }

    @Override
    public CompletionStage<Passage> read(ConversationId id, Excerpt excerpt) {
        return timeline.read(id, excerpt);
    }

    @Override
    public CompletionStage<Long> countBefore(ConversationId id, long lastSeq, Instant time) {
        return timeline.countBefore(id, lastSeq, time);
    }
}
