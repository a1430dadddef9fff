package org.messageroaming.reliability.load;

/**
 * What came of a request in the end, however often it was repeated.
 *
 * @param answer the last one
 * @param askedAt when it was sent first, of {@link System#nanoTime}
 * @param answeredAt when the last answer came, or it was given up, of {@link System#nanoTime}
 * @param inDoubt whether an attempt was left without an answer that tells what became of it: that one may be carried out late
 */
public record Resolved(Fate.State state, Calls.Answer answer, long askedAt, long answeredAt, boolean inDoubt) {}
