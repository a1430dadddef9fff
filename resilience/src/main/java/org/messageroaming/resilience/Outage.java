package org.messageroaming.resilience;

/** Tells whether a call failed because the other side is not there, rather than because it said no. */
@FunctionalInterface
public interface Outage {

    /** Whether this failure, taken by itself without its causes, shows that the other side is gone, hangs or cannot serve. */
    boolean isShownBy(Throwable failure);
}
