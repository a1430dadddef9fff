package org.messageroaming.offline.inbox;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.Breaker;
import org.messageroaming.resilience.Deadline;

/** Waits for Redis, never without a limit, and not at all while it does not answer. */
public final class InboxCalls {
    private final Duration timeout;
    private final Breaker breaker;

    /** @param timeout how long a call may take */
    InboxCalls(Duration timeout, Breaker breaker) {
        this.timeout = timeout;
        this.breaker = breaker;
    }

    /**
     * The value of a call that is made for a request, within the request's deadline.
     *
     * @throws StoreUnavailableException when Redis has not answered lately, and then nothing was sent; or when the call fails, takes
     *     longer than the limit, or the thread is interrupted
     */
    public <T> T ask(Supplier<CompletionStage<T>> call) {
        return breaker.call(() -> within(Deadline.atMost(timeout), call.get()));
    }

    /**
     * A call that no thread waits for, made also while others are refused: Redis itself has just said that there is something to
     * read. Fails with what the call fails with.
     */
    <T> CompletionStage<T> watch(Supplier<CompletionStage<T>> call) {
        return breaker.watch(call.get());
    }

    private <T> T within(Duration limit, CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // What a request has no time left for may be Redis's fault or not: it does not count against it.
            throw new StoreUnavailableException(
                    "The inbox store does not answer in time", limit.equals(timeout) ? e : null);
        } catch (ExecutionException e) {
            throw new StoreUnavailableException("The inbox store does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The service is stopping", e);
        }
    }
}
