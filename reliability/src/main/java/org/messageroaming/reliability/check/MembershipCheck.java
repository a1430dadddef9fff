package org.messageroaming.reliability.check;

import java.util.Set;
import java.util.stream.Collectors;
import org.messageroaming.reliability.load.Evidence;
import org.messageroaming.reliability.load.Fate;
import org.messageroaming.reliability.load.Resolved;
import org.messageroaming.reliability.load.Violations;

/** Who belongs in the end, and who was let write, against what was acknowledged about membership: H4. */
final class MembershipCheck {
    private static final int FORBIDDEN = 403;

    private final Evidence evidence;
    private final Pages pages;
    private final Violations violations;

    MembershipCheck(Evidence evidence, Pages pages, Violations violations) {
        this.evidence = evidence;
        this.pages = pages;
        this.violations = violations;
    }

    void run() {
        evidence.tenures().groups().forEach(group -> {
            Set<String> members = pages.members(group.id()).stream()
                    .map(member -> member.path("userId").asString())
                    .collect(Collectors.toSet());
            evidence.tenures()
                    .atTheEnd(group)
                    .forEach((member, belongs) -> violations.require(
                            members.contains(member) == belongs,
                            "H4",
                            member
                                    + (belongs
                                            ? " was let in and is no member of "
                                            : " was removed and is a member of ")
                                    + group.id()));
        });
        for (Fate fate : evidence.fates()) {
            check(fate, fate.appending(), fate.toString());
            fate.edits()
                    .forEach(edit -> check(fate, edit.resolved(), "the edit " + edit.operationId() + " of " + fate));
        }
    }

    private void check(Fate fate, Resolved resolved, String what) {
        long from = resolved.askedAt();
        long to = resolved.answeredAt();
        violations.require(
                resolved.state() != Fate.State.DONE || !evidence.tenures().isOut(fate.group(), fate.sender(), from, to),
                "H4",
                what + " was accepted from somebody who had been removed");
        violations.require(
                resolved.state() != Fate.State.REFUSED
                        || resolved.answer().status() != FORBIDDEN
                        || !evidence.tenures().isIn(fate.group(), fate.sender(), from, to),
                "API",
                what + " was refused though its sender was a member");
    }
}
