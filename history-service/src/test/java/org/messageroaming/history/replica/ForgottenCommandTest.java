package org.messageroaming.history.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.journal.InMemoryJournal;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/** An instance that hangs answers nobody; what it was asked for meanwhile is not done when it goes on. */
class ForgottenCommandTest {
    private static final ConversationId GROUP = new ConversationId("g");
    private static final List<UserId> MEMBERS = List.of(new UserId("anna"), new UserId("ben"));

    @Test
    void whatItsCallerWasToldToBeUnansweredIsNotDoneLater() throws Exception {
        ExecutorService turns = Executors.newSingleThreadExecutor();
        InMemoryTables tables = new InMemoryTables();
        FaultyInstance instance = new FaultyInstance(
                new InMemoryJournal(FaultyInstance.SEGMENT_SIZE),
                tables,
                turns,
                new Random(1),
                0,
                Duration.ofMillis(50));
        try {
            CountDownLatch hanging = new CountDownLatch(1);
            Future<?> hung = turns.submit(() -> {
                hanging.await();
                return true;
            });
            assertThatThrownBy(() -> instance.execute(FaultyInstance.ensure(GROUP, MEMBERS)))
                    .isInstanceOf(StoreUnavailableException.class);
            hanging.countDown();
            hung.get();
            turns.submit(() -> {}).get();
            assertThat(tables.head(GROUP)).isEmpty();
        } finally {
            turns.shutdownNow();
        }
    }
}
