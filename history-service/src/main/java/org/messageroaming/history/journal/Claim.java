package org.messageroaming.history.journal;

/** What became of an attempt to put an entry at a position. An attempt whose outcome is unknown ends in an exception instead. */
public sealed interface Claim {

    /** The entry stands at its position, for ever. */
    record Won() implements Claim {}

    /** Another entry stands there; it may be an earlier attempt of the same instance. */
    record Lost(Entry winner) implements Claim {}

    /** The position's segment was dropped: the claimant's state is too old to continue from. */
    record Sealed() implements Claim {}
}
