package org.messageroaming.history.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.messageroaming.model.UserId;

/**
 * The erasures under way, and those that ended lately, for all instances to see. Each step is atomic. Every stage completes within the
 * store's time limit, exceptionally when the store does not answer; the step may have taken effect then, and repeating it is safe.
 */
public interface Erasures {

    /** An erasure that somebody must take up, or one that was over when a crash kept its row from being dropped. */
    record Open(UserId user, UUID job) {}

    /**
     * Begins an erasure of a user, unless one is running.
     *
     * @param job a new random id
     * @return the one that is running now
     */
    CompletionStage<Erasure> begin(UserId user, UserId by, UUID job, Instant now);

    /** A user's latest erasure; empty when there was none, or none lately. */
    CompletionStage<Optional<Erasure>> find(UserId user);

    /** What somebody must take up, whether somebody has or not. */
    CompletionStage<List<Open>> open();

    /** Takes an erasure up, if it runs and nobody else holds it. It is held for the lease's time. */
    CompletionStage<Boolean> take(Erasure erasure, UUID holder);

    /**
     * Holds an erasure for the lease's time from now on.
     *
     * @param conversations how many are done
     * @return false when the holder has lost it
     */
    CompletionStage<Boolean> keep(Erasure erasure, UUID holder, long conversations);

    /** Lets others take an erasure up at once. */
    CompletionStage<Void> giveBack(Erasure erasure, UUID holder);

    /**
     * Notes that nothing is left to do.
     *
     * @return false when the holder has lost it, and then somebody else notes it
     */
    CompletionStage<Boolean> finish(Erasure erasure, UUID holder, long conversations, Instant now);

    /** Drops the note that somebody must take it up. */
    CompletionStage<Void> close(Open open);
}
