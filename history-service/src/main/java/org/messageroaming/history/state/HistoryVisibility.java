package org.messageroaming.history.state;

/** How far back a member may look. */
public enum HistoryVisibility {
    /** What was appended while it was a member; each join–leave interval counts. */
    SINCE_JOIN,
    /** Everything up to its leaving. */
    FULL
}
