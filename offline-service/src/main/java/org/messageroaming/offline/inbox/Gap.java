package org.messageroaming.offline.inbox;

/** Why entries after a cursor are missing. */
public enum Gap {
    /** They were dropped by age or by count. */
    RETENTION,
    /** The inbox lost its data, or went back to an older copy of it, after the cursor was given. */
    RESET
}
