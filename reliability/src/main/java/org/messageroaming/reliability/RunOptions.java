package org.messageroaming.reliability;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.messageroaming.reliability.fault.Fault;

/**
 * How long the long form is.
 *
 * @param on which stores: {@code ring}, {@code pair}, or {@code both}
 * @param faults which of them, alone and in mixes; those that the stores cannot have are left out
 * @param minutes of faults at least, both kinds of stores together
 * @param acknowledged messages at least
 * @param owed inbox entries that wait while Redis is away, before it drains; 0 for no such round
 * @param seed of everything that is drawn
 * @param report the file that takes the tables; null for none
 */
record RunOptions(
        String on,
        Set<Fault> faults,
        long minutes,
        long acknowledged,
        int owed,
        long seed,
        @Nullable Path report) {
    private static final Set<String> STORES = Set.of("ring", "pair", "both");
    private static final Set<String> NAMES =
            Set.of("--on", "--faults", "--minutes", "--acknowledged", "--owed", "--seed", "--report");

    boolean isOn(String stores) {
        return on.equals("both") || on.equals(stores);
    }

    /** @throws IllegalArgumentException when something is not an option with its value; the message names it */
    static RunOptions parse(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!NAMES.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "Unknown, or without a value: " + arguments[i] + "; there are " + NAMES);
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        String report = values.get("--report");
        String on = values.getOrDefault("--on", "both");
        if (!STORES.contains(on)) {
            throw new IllegalArgumentException("--on takes one of " + STORES);
        }
        return new RunOptions(
                on,
                faults(values.get("--faults")),
                Long.parseLong(values.getOrDefault("--minutes", "30")),
                Long.parseLong(values.getOrDefault("--acknowledged", "200000")),
                Integer.parseInt(values.getOrDefault("--owed", "100000")),
                values.containsKey("--seed") ? Long.parseLong(values.get("--seed")) : new Random().nextLong(),
                report == null ? null : Path.of(report));
    }

    private static Set<Fault> faults(@Nullable String names) {
        if (names == null) {
            return EnumSet.allOf(Fault.class);
        }
        try {
            return Stream.of(names.split(",")).map(Fault::valueOf).collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "--faults takes names, with commas between them, of " + EnumSet.allOf(Fault.class), unknown);
        }
    }
}
