package org.messageroaming.history.replica;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.messageroaming.model.problem.StoreUnavailableException;

/**
 * Waits for the store, never without a limit.
 *
 * @param timeout how long a call may take
 */
public record StoreCalls(Duration timeout) {

    /**
     * The stage's value.
     *
     * @throws StoreUnavailableException when it fails, takes longer than the limit, or the thread is interrupted
     */
    public <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StoreUnavailableException("The history store does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The service is stopping", e);
        }
    }
}
