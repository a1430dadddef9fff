package org.messageroaming.history.fanout;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.state.Event;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;

/** What journal entries come to for inboxes, in order. */
final class Steps {
    private static final int MAX_RECIPIENTS = 1000;

    private final Recipients recipients;
    private final List<Step> steps = new ArrayList<>();

    Steps(Recipients recipients) {
        this.recipients = recipients;
    }

    /** Adds what an entry comes to. */
    void add(Entry entry) {
        recipients.enter(entry);
        for (int i = 0; i < entry.events().size(); i++) {
            Event event = entry.events().get(i);
            if (event instanceof Event.MessageAppended append && !append.imported()) {
                tell(
                        recipients.of(entry, i),
                        entryId(entry, i),
                        append.message().sentAt(),
                        new Delivery.Told.Sent(append.message()));
            } else if (event instanceof Event.OperationApplied applied && applied.hasEffect()) {
                add(entry, i, applied);
            } else if (event instanceof Event.MessageErased erased && erased.mayWait()) {
                add(entry, i, erased.recall());
            } else {
                recipients.take(entry, i);
            }
        }
    }

    /** A recall first scrubs what waits, so that nobody is told of it while the content is still there. */
    private void add(Entry entry, int index, Event.OperationApplied event) {
        Operation operation = event.operation();
        Message message = event.message();
        if (operation instanceof Operation.Recall && message != null) {
            cut(recipients.ofRecall(entry, index, event), some -> new Scrub(some, message));
        }
        tell(
                recipients.ofOperation(entry, index, event),
                entryId(entry, index),
                operation.appliedAt(),
                new Delivery.Told.Done(operation));
    }

    private void tell(List<UserId> users, EntryId entryId, Instant createdAt, Delivery.Told told) {
        cut(users, some -> new Delivery(some, entryId, createdAt, told));
    }

    private void cut(List<UserId> users, Function<List<UserId>, Step> step) {
        for (int from = 0; from < users.size(); from += MAX_RECIPIENTS) {
            steps.add(step.apply(users.subList(from, Math.min(from + MAX_RECIPIENTS, users.size()))));
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

    /** When the first thing that is told happened; null when nothing is told. */
    @Nullable
    Instant oldest() {
        return steps.stream()
                .filter(Delivery.class::isInstance)
                .map(step -> ((Delivery) step).createdAt())
                .findFirst()
                .orElse(null);
    }

    /** All of them, in order. */
    List<Step> all() {
        return List.copyOf(steps);
    }
}
