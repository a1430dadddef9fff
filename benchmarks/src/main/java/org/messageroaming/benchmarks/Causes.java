package org.messageroaming.benchmarks;

import java.util.LinkedHashSet;
import java.util.Set;

/** Why something could not be measured. */
final class Causes {
    private Causes() {}

    /** What failed and what each failure came from, in a line; what a cause only repeats of the one before it is told once. */
    static String of(Throwable failure) {
        Set<Throwable> told = new LinkedHashSet<>();
        StringBuilder text = new StringBuilder(failure.toString());
        for (Throwable at = failure; at.getCause() != null && told.add(at); at = at.getCause()) {
            String cause = at.getCause().toString();
            if (!text.toString().endsWith(cause)) {
                text.append(", from ").append(cause);
            }
        }
        return text.toString().replace('\n', ' ');
    }
}
