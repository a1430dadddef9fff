package org.messageroaming.history.erasure;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;

/**
 * Takes the contents of erased messages out of the journal. Its last segment may stand for as long as nothing happens in the shard, so
 * waiting until it is dropped is no answer. An event is replaced by what it comes to now: whoever follows the journal late ends in the
 * same state.
 */
final class JournalScrub {
    /** Entries in one read; one has about 256 KB at most. */
    private static final int PAGE = 16;

    private final Journal journal;
    private final Progress progress;
    private final Timeline timeline;
    private final StoreCalls calls;

    JournalScrub(Journal journal, Progress progress, Timeline timeline, StoreCalls calls) {
        this.journal = journal;
        this.progress = progress;
        this.timeline = timeline;
        this.calls = calls;
    }

    /** Looks through the segments of a shard that are not dropped for what a user wrote and what has been erased. */
    void scrub(int shard, UserId user, Runnable between) {
        long delivered = calls.await(progress.read(shard)).delivered();
        // The segment before is dropped only after the mark has moved past it.
        long segment = Math.max(0, journal.segmentOf(Math.max(1, delivered)) - 1);
        long position = segment * journal.segmentSize() + 1;
        Journal.Slice slice = calls.await(journal.read(shard, position, PAGE));
        while (slice.sealed() || !slice.entries().isEmpty()) {
            boolean scrubbed = true;
            for (Entry entry : slice.entries()) {
                scrubbed &= scrub(shard, entry, user);
            }
            between.run();
            if (slice.sealed()) {
                position = (journal.segmentOf(position) + 1) * journal.segmentSize() + 1;
            } else if (scrubbed) {
                position += slice.entries().size();
            }
            slice = calls.await(journal.read(shard, position, PAGE));
        }
    }

    /** Returns false when somebody else, who erases another user, has replaced the entry since it was read. */
    private boolean scrub(int shard, Entry entry, UserId user) {
        List<Event> scrubbed =
                entry.events().stream().map(event -> scrubbed(event, user)).toList();
        return scrubbed.equals(entry.events()) || calls.await(journal.replace(shard, entry, scrubbed));
    }

    private Event scrubbed(Event event, UserId user) {
        if (event instanceof Event.MessageAppended appended) {
            Message stub = stub(appended.message(), user);
            return stub == null ? event : new Event.MessageAppended(stub, "", appended.imported());
        }
        if (event instanceof Event.OperationApplied applied && applied.operation() instanceof Operation.Edit edit) {
            Message stub = applied.message() == null ? null : stub(applied.message(), user);
            return stub == null
                    ? event
                    : new Event.OperationApplied(
                            new Operation.Edit(
                                    edit.conversationId(),
                                    edit.seq(),
                                    edit.operationId(),
                                    edit.actor(),
                                    edit.appliedAt(),
                                    null),
                            "",
                            applied.number(),
                            stub,
                            applied.hiddenFrom());
        }
        return event;
    }

    /** The message without its content; null where it is not the user's, has none, or is not erased. */
    private @Nullable Message stub(Message message, UserId user) {
        if (!message.sender().equals(user) || message.content() == null) {
            return null;
        }
        long seq = message.seq().value();
        Optional<Message> now = calls.await(timeline.read(message.conversationId(), new SeqRange(seq, seq))).stream()
                .findFirst();
        return now.map(found -> found.recalledAt() == null || found.recalledBy() == null
                        ? null
                        : message.recalled(found.recalledBy(), found.recalledAt()))
                .orElse(null);
    }
}
