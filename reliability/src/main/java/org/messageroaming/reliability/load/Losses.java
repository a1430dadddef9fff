package org.messageroaming.reliability.load;

/**
 * What inboxes may have lost by what was done to Redis.
 *
 * @param resets whether inboxes may have become others than they were, so that devices are told {@code RESET}
 * @param from what was acknowledged from then on, of {@link System#nanoTime}, may be gone; {@link Long#MAX_VALUE} when nothing is
 */
public record Losses(boolean resets, long from) {
    /** Redis keeps what it has. */
    public static final Losses NONE = new Losses(false, Long.MAX_VALUE);

    /** Whether something that was acknowledged by then may be gone. */
    public boolean mayHave(long time) {
        return time >= from;
    }
}
