package org.messageroaming.faultpoints;

/** How a service is broken on purpose, to see whether the checker notices. Named by the environment variable {@code FAULT_POINTS_SABOTAGE}. */
enum Sabotage {
    NONE,
    /** Claims are said to be won before they are made. */
    ANSWER_BEFORE_CLAIM,
    /** Messages are written with the time of day as write timestamp, not with the journal position. */
    WALL_CLOCK_TIMESTAMPS,
    /** What offline-service refuses or does not answer counts as delivered. */
    FORGET_FAILED_DELIVERIES;

    private static final String VARIABLE = "FAULT_POINTS_SABOTAGE";

    static Sabotage ofThisProcess() {
        String name = System.getenv(VARIABLE);
        return name == null ? NONE : valueOf(name);
    }
}
