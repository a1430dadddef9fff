package org.messageroaming.reliability;

import java.time.Duration;
import java.util.List;
import org.messageroaming.reliability.load.Violations;

/**
 * What came of a round.
 *
 * @param fault what struck, as the report calls it
 * @param struck how many faults did
 * @param sent messages that clients sent
 * @param acknowledged messages that were answered 2xx
 * @param gaps how many times a device was told that it must look further back
 * @param recovery from the end of the faults until messages in sixteen new conversations had been sent and delivered
 * @param unavailable answers with status 503
 * @param slowestMillis the slowest answer
 * @param violations what was found to be broken
 */
record RoundResult(
        String fault,
        int struck,
        long sent,
        long acknowledged,
        long gaps,
        Duration recovery,
        long unavailable,
        long slowestMillis,
        List<Violations.Violation> violations) {

    RoundResult {
        violations = List.copyOf(violations);
    }

    long lost() {
        return count("F1") + count("I3");
    }

    long duplicated() {
        return count("H2") + count("I4");
    }

    long outOfOrder() {
        return count("H1") + count("I1") + count("F1 order");
    }

    private long count(String invariant) {
        return violations.stream()
                .filter(violation -> violation.invariant().equals(invariant))
                .count();
    }
}
