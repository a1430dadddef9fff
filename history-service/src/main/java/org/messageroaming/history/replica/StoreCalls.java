package org.messageroaming.history.replica;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.Breaker;
import org.messageroaming.resilience.Deadline;

/**
 * Waits for the store, never without a limit. Requests ask and are refused before anything is sent while the store does not answer;
 * the replicas' and the fan-out's own work goes on trying, and so finds out that it answers again.
 */
public final class StoreCalls {
    private final Duration timeout;
    private final Breaker breaker;

    /** @param timeout how long a call may take */
    StoreCalls(Duration timeout, Breaker breaker) {
        this.timeout = timeout;
        this.breaker = breaker;
    }

    /**
     * The value of a call that is made for a request, within the request's deadline.
     *
     * @throws StoreUnavailableException when the store has not answered lately, and then nothing was sent; or when the call fails,
     *     takes longer than the limit, or the thread is interrupted
     */
    public <T> T ask(Supplier<CompletionStage<T>> call) {
        return breaker.call(() -> within(Deadline.atMost(timeout), call.get()));
    }

    /**
     * The value of a call of the service's own work.
     *
     * @throws StoreUnavailableException when it fails, takes longer than the limit, or the thread is interrupted
     */
    public <T> T await(CompletionStage<T> stage) {
        return breaker.watch(() -> within(timeout, stage));
    }

    /** Takes note of how a call of the service's own work ends that no thread waits for. */
    <T> CompletionStage<T> watch(CompletionStage<T> stage) {
        return breaker.watch(stage);
    }

    /**
     * Lets a request's work in whose calls the service makes.
     *
     * @throws StoreUnavailableException when the store has not answered lately, and then nothing has happened; else what the work
     *     throws
     */
    <T> T admit(Supplier<T> work) {
        return breaker.admit(work);
    }

    private <T> T within(Duration limit, CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // What a request has no time left for may be the store's fault or not: it does not count against it.
            throw new StoreUnavailableException(
                    "The history store does not answer in time", limit.equals(timeout) ? e : null);
        } catch (ExecutionException e) {
            throw new StoreUnavailableException("The history store does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The service is stopping", e);
        }
    }
}
