package org.messageroaming.reliability.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.messageroaming.reliability.load.Evidence;
import org.messageroaming.reliability.load.Fate;
import org.messageroaming.reliability.load.Moments;
import org.messageroaming.reliability.load.Received;
import org.messageroaming.reliability.load.Tenures;
import org.messageroaming.reliability.load.Violations;
import org.messageroaming.reliability.load.World;

/**
 * What was acknowledged against what the inboxes gave: F1, for each who was a member then for certain. What is missing although
 * something later of the same conversation came is {@code F1}; what may still be under way is {@code F1 late}.
 */
final class DeliveryCheck {
    private final Evidence evidence;
    private final Violations violations;
    private final Map<World.Group, Moments> moments;
    private final Map<World.Group, List<Fate>> fates;

    DeliveryCheck(Evidence evidence, Violations violations) {
        this.evidence = evidence;
        this.violations = violations;
        this.moments = evidence.moments();
        this.fates = evidence.groups().stream().collect(Collectors.toMap(Function.identity(), evidence::fates));
    }

    /** Whether every device was given everything that was acknowledged. */
    static boolean isComplete(Evidence evidence) {
        Violations owed = new Violations();
        new DeliveryCheck(evidence, owed).run();
        return owed.all().isEmpty();
    }

    void run() {
        for (Received received : evidence.received()) {
            fates.forEach((group, all) -> {
                if (group.members().contains(received.user())) {
                    check(group, all, received);
                }
            });
        }
    }

    private void check(World.Group group, List<Fate> all, Received received) {
        long came = all.stream()
                .filter(fate -> fate.append() == Fate.State.DONE && received.hasMessage(group.id(), fate.seq()))
                .mapToLong(Fate::askedAt)
                .max()
                .orElse(Long.MIN_VALUE);
        Inbox inbox = new Inbox(received, came);
        all.stream().filter(fate -> fate.append() == Fate.State.DONE).forEach(fate -> check(inbox, fate));
        evidence.askedBy(received.user()).stream()
                .flatMap(asked -> asked.own().stream())
                .filter(own -> own.group().equals(group)
                        && own.mustTell()
                        && own.resolved().state() == Fate.State.DONE)
                .forEach(own -> require(
                        received.hasOperation(own.operationId()),
                        inbox,
                        own.resolved().answeredAt(),
                        "was not told of its own deletion " + own.operationId()));
    }

    /**
     * What came of one conversation.
     *
     * @param came when the latest message that came was sent: what was answered before must have come before it
     */
    private record Inbox(Received received, long came) {}

    private void check(Inbox inbox, Fate fate) {
        Received received = inbox.received();
        World.Group group = fate.group();
        Moments when = Objects.requireNonNull(moments.get(group));
        Tenures tenures = evidence.tenures();
        if (!tenures.isIn(group, received.user(), when.notBefore(fate.seq()), when.notAfter(fate.seq()))) {
            return;
        }
        boolean seen = received.hasMessage(group.id(), fate.seq());
        require(seen, inbox, fate.acknowledgedAt(), "was never given " + fate);
        if (fate.recall() == Fate.State.DONE
                && tenures.isIn(group, received.user(), fate.recallAskedAt(), fate.recalledAt())) {
            boolean told = received.hasOperation(fate.recallId());
            require(told, inbox, fate.recalledAt(), "was not told of the recall of " + fate);
        }
        for (Fate.Edit edit : fate.edits()) {
            long answeredAt = edit.resolved().answeredAt();
            if (edit.state() == Fate.State.DONE
                    && tenures.isIn(group, received.user(), edit.resolved().askedAt(), answeredAt)) {
                boolean told = received.hasOperation(edit.operationId());
                require(told, inbox, answeredAt, "was not told of the edit " + edit.operationId() + " of " + fate);
            }
        }
    }

    private void require(boolean seen, Inbox inbox, long answeredAt, String what) {
        violations.require(
                seen || inbox.received().isExcused(answeredAt, evidence.losses()),
                inbox.came() > answeredAt ? "F1" : "F1 late",
                inbox.received().user() + " " + what + ", and not that something is missing");
    }
}
