package org.messageroaming.history.fanout;

/**
 * How many entries a shard delivers in one turn. Halved when that fails and doubled when it succeeds: a turn that fails is
 * begun anew, and while the other side is overloaded a long one would hardly ever come to its end. Used by one thread at a
 * time.
 */
final class Window {
    private static final int LARGEST = 64;

    private int entries = LARGEST;

    /** From 1 to 64. */
    int entries() {
        return entries;
    }

    /** Whether it is as large as it may be. */
    boolean isWhole() {
        return entries == LARGEST;
    }

    void succeeded() {
        entries = Math.min(LARGEST, 2 * entries);
    }

    void failed() {
        entries = Math.max(1, entries / 2);
    }
}
