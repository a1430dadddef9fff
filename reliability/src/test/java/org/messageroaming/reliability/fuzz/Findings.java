package org.messageroaming.reliability.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was found, and how much was tried to find it. */
final class Findings {
    /** Enough to see what is wrong; a fault that every request shows need not be told a thousand times. */
    private static final int NAMED = 25;

    private final long seed;
    private final List<String> named = new ArrayList<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private long count;

    Findings(long seed) {
        this.seed = seed;
    }

    /** What all draws derive from. */
    long seed() {
        return seed;
    }

    void judge(Attack attack, Answer answer) {
        statuses.merge(answer.status(), 1, Integer::sum);
        @Nullable String complaint = Rules.complaint(attack, answer);
        if (complaint != null) {
            add(complaint + ": " + answer + "\n  to " + attack);
        }
    }

    void add(String finding) {
        count++;
        if (named.size() < NAMED) {
            named.add(finding);
        }
    }

    /** Each with what is needed to make it happen again; empty when all is well. */
    List<String> all() {
        return named.stream()
                .map(finding -> "(-Droaming.seed=" + seed + ", " + count + " in all) " + finding + "\n")
                .toList();
    }

    /** How many answers there were of each status. */
    Map<Integer, Integer> statuses() {
        return Map.copyOf(statuses);
    }

    int answers() {
        return statuses.values().stream().mapToInt(Integer::intValue).sum();
    }
}
