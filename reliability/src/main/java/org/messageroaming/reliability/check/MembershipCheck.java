package org.messageroaming.reliability.check;

import java.util.Set;
import java.util.stream.Collectors;
import org.messageroaming.reliability.load.Churn;
import org.messageroaming.reliability.load.Violations;

/** Who belongs in the end, against what was acknowledged last: H4. */
final class MembershipCheck {
    private final Pages pages;
    private final Violations violations;

    MembershipCheck(Pages pages, Violations violations) {
        this.pages = pages;
        this.violations = violations;
    }

    void run(Churn churn) {
        churn.groups().forEach(group -> {
            Set<String> members = pages.members(group.id()).stream()
                    .map(member -> member.path("userId").asString())
                    .collect(Collectors.toSet());
            churn.belongs(group)
                    .forEach((member, belongs) -> violations.require(
                            members.contains(member) == belongs,
                            "H4",
                            member
                                    + (belongs
                                            ? " was let in and is no member of "
                                            : " was removed and is a member of ")
                                    + group.id()));
        });
    }
}
