package org.messageroaming.reliability.check;

import org.messageroaming.reliability.load.Fate;
import org.messageroaming.reliability.load.Load;
import org.messageroaming.reliability.load.Sender;
import org.messageroaming.reliability.load.Violations;
import org.messageroaming.reliability.load.Witness;

/** What was acknowledged against what the inboxes gave: F1. Of conversations whose members stay. */
final class DeliveryCheck {
    private final Violations violations;
    private final boolean losesWrites;

    /** @param losesWrites whether Redis went back to an older copy of its data, of which devices are told */
    DeliveryCheck(Violations violations, boolean losesWrites) {
        this.violations = violations;
        this.losesWrites = losesWrites;
    }

    /** Whether every device was given everything that was acknowledged. */
    static boolean isComplete(Load load, boolean losesWrites) {
        Violations owed = new Violations();
        new DeliveryCheck(owed, losesWrites).run(load);
        return owed.all().isEmpty();
    }

    void run(Load load) {
        for (int i = 0; i < load.witnesses().size(); i++) {
            Witness witness = load.witnesses().get(i);
            load.senders().stream()
                    .flatMap(sender -> sender.fates().stream())
                    .filter(fate ->
                            !fate.group().churns() && fate.group().members().contains(witness.user()))
                    .forEach(fate -> check(witness, fate));
            checkDeletions(witness, load.senders().get(i));
        }
    }

    private void check(Witness witness, Fate fate) {
        if (fate.append() == Fate.State.DONE) {
            boolean seen = witness.sawMessage(fate.group().id(), fate.seq());
            require(seen, witness, fate.acknowledgedAt(), "was never given " + fate);
        }
        if (fate.recall() == Fate.State.DONE) {
            boolean seen = witness.sawOperation(fate.recallId());
            require(seen, witness, fate.recalledAt(), "was not told of the recall of " + fate);
        }
        for (Fate.Edit edit : fate.edits()) {
            if (edit.state() == Fate.State.DONE) {
                boolean seen = witness.sawOperation(edit.operationId());
                require(seen, witness, edit.answeredAt(), "was not told of the edit " + edit + " of " + fate);
            }
        }
    }

    private void checkDeletions(Witness witness, Sender sender) {
        sender.deletionIds()
                .forEach((id, answeredAt) -> require(
                        witness.sawOperation(id), witness, answeredAt, "was not told of its own deletion " + id));
    }

    private void require(boolean seen, Witness witness, long answeredAt, String what) {
        violations.require(
                seen || witness.isExcused(answeredAt, losesWrites),
                "F1",
                witness.user() + " " + what + ", and not that something is missing");
    }
}
