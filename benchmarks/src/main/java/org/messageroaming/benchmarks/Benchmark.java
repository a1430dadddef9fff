package org.messageroaming.benchmarks;

import org.messageroaming.benchmarks.stack.Stack;

/** One kind of work, and the limit that it is held against. */
public interface Benchmark {

    /** What it is called, such as {@code P1}. */
    String id();

    /** The work. */
    String work();

    /** The limit that is measured beside it. */
    String limit();

    /** What both are measured in. */
    String unit();

    /** The ratio of the work to the limit that is wanted. */
    Target target();

    /**
     * Puts the data there that is needed.
     *
     * @throws Exception when that cannot be done
     */
    Contest prepare(Stack stack) throws Exception;
}
