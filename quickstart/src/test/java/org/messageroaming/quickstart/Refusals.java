package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What many callers are told while a store does not answer. */
final class Refusals {
    private static final int CALLERS = 20;
    private static final int REQUESTS = 200;

    private Refusals() {}

    /**
     * All get 503. At most as many as call at the same time wait until the breaker opens, and three probes at a time from then on; the
     * others are told at once that the store is not asked.
     *
     * @param call makes the request of this number
     */
    static void assertFewWait(IntFunction<Api.Answer> call) {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Api.Answer>> answers = IntStream.range(0, REQUESTS)
                    .mapToObj(i -> callers.submit(() -> call.apply(i)))
                    .toList();
            long waited = 0;
            for (Future<Api.Answer> answer : answers) {
                Api.Answer refused = answer.get(60, TimeUnit.SECONDS);
                assertThat(refused.status()).as("%s", refused.body()).isEqualTo(503);
                waited += refused.body().path("detail").asString().contains("not answered lately") ? 0 : 1;
            }
            assertThat(waited).isLessThanOrEqualTo(2 * CALLERS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } finally {
            callers.shutdownNow();
        }
    }
}
