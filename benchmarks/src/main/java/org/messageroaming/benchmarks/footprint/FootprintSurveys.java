package org.messageroaming.benchmarks.footprint;

import java.util.List;
import org.messageroaming.benchmarks.Survey;

/** The surveys of this package. */
public final class FootprintSurveys {
    private FootprintSurveys() {}

    /** All of them. */
    public static List<Survey> all() {
        return List.of(new StartUp(), new InProcess());
    }
}
