package org.messageroaming.reliability.check;

import org.messageroaming.reliability.load.Asked;
import org.messageroaming.reliability.load.Evidence;
import org.messageroaming.reliability.load.Fate;
import org.messageroaming.reliability.load.Received;
import org.messageroaming.reliability.load.Violations;

/** To whom operations were told, and in which order: H4, F1 order. That all were told is for {@link DeliveryCheck}. */
final class OperationCheck {
    private final Evidence evidence;
    private final Violations violations;

    OperationCheck(Evidence evidence, Violations violations) {
        this.evidence = evidence;
        this.violations = violations;
    }

    void run() {
        for (Received received : evidence.received()) {
            evidence.fates().stream()
                    .filter(fate -> fate.append() == Fate.State.DONE)
                    .forEach(fate -> check(received, fate));
            evidence.asked().forEach(asked -> asked.own().forEach(own -> check(received, asked, own)));
        }
    }

    /** Its sender asked for one after the other: first the message comes, then its edits in their order, then its recall. */
    private void check(Received received, Fate fate) {
        long before = received.arrivalOfMessage(fate.group().id(), fate.seq());
        for (Fate.Edit edit : fate.edits()) {
            if (edit.state() == Fate.State.DONE) {
                long askedAt = edit.resolved().askedAt();
                before = check(
                        received,
                        fate,
                        edit.operationId(),
                        askedAt,
                        edit.resolved().answeredAt(),
                        before);
            }
        }
        if (fate.recall() == Fate.State.DONE) {
            check(received, fate, fate.recallId(), fate.recallAskedAt(), fate.recalledAt(), before);
        }
    }

    /** Returns when the last of them came so far. */
    private long check(Received received, Fate fate, String id, long askedAt, long answeredAt, long before) {
        long arrival = received.arrivalOfOperation(id);
        if (arrival == 0) {
            return before;
        }
        String what = received.user() + " was told of " + id + " of " + fate;
        violations.require(arrival > before, "F1 order", what + " before what precedes it");
        // Who has left may still recall what it said, and its devices are told of that.
        violations.require(
                received.user().equals(fate.sender())
                        || !evidence.tenures().isOut(fate.group(), received.user(), askedAt, answeredAt),
                "H4",
                what + " though it was no member then");
        return Math.max(arrival, before);
    }

    private void check(Received received, Asked asked, Asked.Own own) {
        violations.require(
                received.arrivalOfOperation(own.operationId()) == 0
                        || received.user().equals(asked.user()),
                "H4",
                received.user() + " was told of " + own.operationId() + ", which is " + asked.user() + "'s own");
    }
}
