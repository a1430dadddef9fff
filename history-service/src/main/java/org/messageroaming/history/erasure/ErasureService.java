package org.messageroaming.history.erasure;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.messageroaming.history.conversation.UserConversations;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.model.UserId;

/**
 * Begins erasures and tells how far they are. Every method throws {@link org.messageroaming.model.problem.StoreUnavailableException}
 * when the store does not answer in time; asking again is safe.
 */
public final class ErasureService {
    private final Erasures erasures;
    private final UserConversations index;
    private final ErasureWorker worker;
    private final StoreCalls calls;
    private final Clock clock;
    private final Supplier<UUID> jobs;

    /** @param jobs draws the ids of erasures at random */
    ErasureService(
            Erasures erasures,
            UserConversations index,
            ErasureWorker worker,
            StoreCalls calls,
            Clock clock,
            Supplier<UUID> jobs) {
        this.erasures = erasures;
        this.index = index;
        this.worker = worker;
        this.calls = calls;
        this.clock = clock;
        this.jobs = jobs;
    }

    /**
     * Has a user erased. While that is under way it changes nothing; after the end it erases what has come since.
     *
     * @param by the trusted back end that asks
     */
    public ErasureProgress begin(UserId user, UserId by) {
        Erasure running = calls.ask(
                () -> erasures.begin(user, by, jobs.get(), clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        worker.wake();
        return ErasureProgress.of(running, left(user));
    }

    /** How far the latest erasure of a user is. */
    public ErasureProgress progress(UserId user) {
        return calls.ask(() -> erasures.find(user))
                .map(erasure -> ErasureProgress.of(erasure, erasure.state() == Erasure.State.DONE ? 0 : left(user)))
                .orElseGet(() -> ErasureProgress.none(user));
    }

    private long left(UserId user) {
        return calls.ask(() -> index.of(user)).size();
    }
}
