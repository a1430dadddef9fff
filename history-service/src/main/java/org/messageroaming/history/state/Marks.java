package org.messageroaming.history.state;

import org.jspecify.annotations.Nullable;
import org.messageroaming.model.Operation;

/**
 * How far one user has come in a conversation, and what it hid from itself. Markers only move forward.
 *
 * @param readUpTo the last sequence that the user has read or sent; 0 when there is none
 * @param clearedUpTo nothing at or below this sequence is shown to the user; 0 when nothing was cleared
 * @param deletions how many deletions the user has made; the newest one's number
 * @param lastDeleted the greatest sequence that the user has deleted; 0 when there is none
 * @param read the operation that moved the read marker last; null when none did
 * @param clear the operation that cleared last; null when none did
 */
public record Marks(
        long readUpTo,
        long clearedUpTo,
        long deletions,
        long lastDeleted,
        @Nullable Placed read,
        @Nullable Placed clear) {

    /** Nothing read, nothing hidden. */
    public static final Marks NONE = new Marks(0, 0, 0, 0, null, null);

    /**
     * An operation and its place among a shard's operations.
     *
     * @param position the journal position of its entry
     */
    public record Placed(Operation operation, long position) {}

    /** The state when the user has sent {@code seq}, and so read everything up to it. */
    public Marks readTo(long seq) {
        return seq <= readUpTo ? this : new Marks(seq, clearedUpTo, deletions, lastDeleted, read, clear);
    }

    /**
     * The state after one of the user's own operations.
     *
     * @param number for a deletion its number, from 1
     */
    Marks after(Operation operation, long number, long position) {
        Placed placed = new Placed(operation, position);
        if (operation instanceof Operation.Read marker) {
            return new Marks(
                    Math.max(readUpTo, marker.upToSeq().value()), clearedUpTo, deletions, lastDeleted, placed, clear);
        }
        if (operation instanceof Operation.Clear marker) {
            return new Marks(
                    readUpTo, Math.max(clearedUpTo, marker.upToSeq().value()), deletions, lastDeleted, read, placed);
        }
        if (operation instanceof Operation.Delete deletion) {
            long greatest = deletion.seqs().get(deletion.seqs().size() - 1).value();
            return new Marks(readUpTo, clearedUpTo, number, Math.max(lastDeleted, greatest), read, clear);
        }
        throw new IllegalStateException("not an operation on the actor's own view");
    }
}
