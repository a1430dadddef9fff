package org.messageroaming.reliability.load;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** What was found to be broken, in the order in which it was found. Safe for use by several threads. */
public final class Violations {
    private static final int MOST = 1000;

    private final List<Violation> found = new ArrayList<>();

    /**
     * A broken promise.
     *
     * @param invariant as the design names it, such as {@code H1}, or {@code API} for a breach of the contract
     * @param what what was seen, with the messages concerned
     */
    public record Violation(String invariant, String what) {
        @Override
        public String toString() {
            return invariant + ": " + what;
        }
    }

    /** Notes one; what exceeds a thousand is not kept. */
    public synchronized void add(String invariant, String what) {
        if (found.size() < MOST) {
            found.add(new Violation(invariant, what));
        }
    }

    /** Notes one where the condition does not hold. */
    public void require(boolean holds, String invariant, String what) {
        if (!holds) {
            add(invariant, what);
        }
    }

    /** All so far. */
    public synchronized List<Violation> all() {
        return List.copyOf(found);
    }

    /** Notes that a thread of the harness died. */
    public void died(Thread thread, Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        add("HARNESS", thread.getName() + " died: " + trace);
    }
}
