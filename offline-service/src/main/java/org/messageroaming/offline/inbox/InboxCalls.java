package org.messageroaming.offline.inbox;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.Breaker;
import org.messageroaming.resilience.Deadline;
import org.messageroaming.resilience.Outage;

/** Waits for Redis, never without a limit, and not at all while it does not answer. */
public final class InboxCalls {
    private final Duration timeout;
    private final Breaker breaker;
    private final Outage outage;

    /**
     * @param timeout how long a call may take
     * @param outage tells a Redis that is away from a failure of our own
     */
    InboxCalls(Duration timeout, Breaker breaker, Outage outage) {
        this.timeout = timeout;
        this.breaker = breaker;
        this.outage = outage;
    }

    /**
     * The value of a call that is made for a request, within the request's deadline.
     *
     * @throws StoreUnavailableException when Redis has not answered lately, and then nothing was sent; or when the call fails, takes
     *     longer than the limit, or the thread is interrupted
     */
    public <T> T ask(Supplier<CompletionStage<T>> call) {
        return breaker.call(() -> within(Deadline.atMost(timeout), begun(call)));
    }

    /**
     * A call that no thread waits for, made also while others are refused: Redis itself has just said that there is something to
     * read. Fails with what the call fails with.
     */
    <T> CompletionStage<T> watch(Supplier<CompletionStage<T>> call) {
        return breaker.watch(begun(call));
    }

    /** Where there is no connection yet, Spring's factory throws instead of failing the stage. */
    private <T> CompletionStage<T> begun(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            if (!outage.isShownBy(e)) {
                throw e;
            }
            return CompletableFuture.failedStage(e);
        }
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
