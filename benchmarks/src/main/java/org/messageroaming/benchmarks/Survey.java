package org.messageroaming.benchmarks;

import java.util.List;
import org.messageroaming.benchmarks.report.Figure;
import org.messageroaming.benchmarks.stack.Stack;

/** Something that is told as it is, held against no limit. */
public interface Survey {

    /** What it is called, such as {@code start-up}. */
    String id();

    /** Whether it is made only when it is named, since it takes long. */
    default boolean onlyWhenNamed() {
        return false;
    }

    /**
     * Measures.
     *
     * @throws Exception when something fails that should not
     */
    List<Figure> measure(Stack stack) throws Exception;
}
