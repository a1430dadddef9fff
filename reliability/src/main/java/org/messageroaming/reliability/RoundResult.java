package org.messageroaming.reliability;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.messageroaming.reliability.load.Violations;

/**
 * What came of a round.
 *
 * @param fault what struck, as the report calls it
 * @param struck how many faults did, without those that found nothing to strike
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
    private static final Set<String> LOST = Set.of("F1", "F1 late", "I2", "I3");
    private static final Set<String> DUPLICATED = Set.of("H2", "I4");
    private static final Set<String> OUT_OF_ORDER = Set.of("H1", "I1", "F1 order");

    RoundResult {
        violations = List.copyOf(violations);
    }

    long lost() {
        return count(LOST);
    }

    long duplicated() {
        return count(DUPLICATED);
    }

    long outOfOrder() {
        return count(OUT_OF_ORDER);
    }

    private long count(Set<String> invariants) {
        return violations.stream()
                .filter(violation -> invariants.contains(violation.invariant()))
                .count();
    }

    /** Every other finding, by its invariant. */
    Map<String, Long> others() {
        return violations.stream()
                .map(Violations.Violation::invariant)
                .filter(invariant -> !LOST.contains(invariant)
                        && !DUPLICATED.contains(invariant)
                        && !OUT_OF_ORDER.contains(invariant))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
