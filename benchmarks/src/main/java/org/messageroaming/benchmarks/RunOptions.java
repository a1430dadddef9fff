package org.messageroaming.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to measure, and how long.
 *
 * @param only ids of benchmarks and surveys; all that do not take long when empty
 * @param warmUp for how long each side is kept busy before it is measured
 * @param slice for how long each side is measured in a round
 * @param rounds how many rounds, from 1
 * @param scale percent of the data that the large data sets have, from 1 to 100
 * @param soak how long the soak lasts, at least a minute
 * @param report the folder for the results; null to print them only
 */
record RunOptions(
        List<String> only,
        Duration warmUp,
        Duration slice,
        int rounds,
        int scale,
        Duration soak,
        @Nullable Path report) {
    private static final Set<String> NAMES =
            Set.of("--only", "--warm-up", "--slice", "--rounds", "--scale", "--minutes", "--report");

    RunOptions {
        only = List.copyOf(only);
        require(warmUp.toMillis() >= 1, "--warm-up must be at least 1 second");
        require(slice.toMillis() >= 1, "--slice must be at least 1 second");
        require(rounds >= 1, "--rounds must be at least 1");
        require(soak.toMinutes() >= 1, "--minutes must be at least 1");
        require(scale >= 1 && scale <= 100, "--scale must be from 1 to 100");
    }

    /** @throws IllegalArgumentException when an argument is none or has no value; the message says which */
    static RunOptions parse(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            require(NAMES.contains(arguments[i]), arguments[i] + " is none of " + NAMES);
            require(i + 1 < arguments.length, arguments[i] + " needs a value");
            values.put(arguments[i], arguments[i + 1]);
        }
        String only = values.getOrDefault("--only", "");
        String report = values.get("--report");
        return new RunOptions(
                only.isEmpty() ? List.of() : List.of(only.split(",")),
                Duration.ofSeconds(number(values, "--warm-up", 60)),
                Duration.ofSeconds(number(values, "--slice", 6)),
                number(values, "--rounds", 5),
                number(values, "--scale", 100),
                Duration.ofMinutes(number(values, "--minutes", 30)),
                report == null ? null : Path.of(report));
    }

    boolean wants(String id) {
        return only.isEmpty() || only.contains(id);
    }

    boolean wants(Survey survey) {
        return only.isEmpty() ? !survey.onlyWhenNamed() : only.contains(survey.id());
    }

    /** @throws IllegalArgumentException when something is wanted that there is not; the message says what there is */
    void requireKnown(List<String> ids) {
        for (String id : only) {
            require(ids.contains(id), "--only " + id + " is none of " + ids);
        }
    }

    private static int number(Map<String, String> values, String name, int otherwise) {
        String value = values.getOrDefault(name, Integer.toString(otherwise));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " needs a number, not " + value, e);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
