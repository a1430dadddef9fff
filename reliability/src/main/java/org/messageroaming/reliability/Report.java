package org.messageroaming.reliability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rounds of a run as the table of docs/reliability.md: a row a fault, and all of them. */
final class Report {
    private static final String HEADER = """
            | fault | injected | messages sent | acknowledged | lost | duplicated | out of order | other findings | gaps told | 503 | recovery: median, longest |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """;

    private final Map<String, List<RoundResult>> byFault = new LinkedHashMap<>();
    private final List<RoundResult> all = new ArrayList<>();

    void add(RoundResult result) {
        byFault.computeIfAbsent(result.fault(), fault -> new ArrayList<>()).add(result);
        all.add(result);
    }

    long acknowledged() {
        return all.stream().mapToLong(RoundResult::acknowledged).sum();
    }

    long slowestMillis() {
        return all.stream().mapToLong(RoundResult::slowestMillis).max().orElse(0);
    }

    boolean isClean() {
        return all.stream().allMatch(result -> result.violations().isEmpty());
    }

    String table() {
        StringBuilder text = new StringBuilder(HEADER);
        byFault.forEach((fault, results) -> text.append(row(fault, results)));
        return (all.isEmpty() ? text : text.append(row("**all**", all))).toString();
    }

    private static String row(String name, List<RoundResult> results) {
        List<Duration> recoveries =
                results.stream().map(RoundResult::recovery).sorted().toList();
        Duration median = recoveries.get(recoveries.size() / 2);
        Duration longest = recoveries.get(recoveries.size() - 1);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d | %s | %d | %d | %.1f s, %.1f s |%n",
                name,
                results.stream().mapToLong(RoundResult::struck).sum(),
                results.stream().mapToLong(RoundResult::sent).sum(),
                results.stream().mapToLong(RoundResult::acknowledged).sum(),
                results.stream().mapToLong(RoundResult::lost).sum(),
                results.stream().mapToLong(RoundResult::duplicated).sum(),
                results.stream().mapToLong(RoundResult::outOfOrder).sum(),
                others(results),
                results.stream().mapToLong(RoundResult::gaps).sum(),
                results.stream().mapToLong(RoundResult::unavailable).sum(),
                median.toMillis() / 1000.0,
                longest.toMillis() / 1000.0);
    }

    /** {@code 0}, or how many of what: {@code API 2, H5 1}. */
    private static String others(List<RoundResult> results) {
        Map<String, Long> found = new TreeMap<>();
        results.forEach(
                result -> result.others().forEach((invariant, count) -> found.merge(invariant, count, Long::sum)));
        return found.isEmpty()
                ? "0"
                : found.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
