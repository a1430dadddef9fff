package org.messageroaming.history.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.messageroaming.history.fanout.TestFanout.ANN;
import static org.messageroaming.history.fanout.TestFanout.GROUP;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.state.Event;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.problem.StoreUnavailableException;

/** The mark follows what is delivered, so far behind that it costs little, and no further. */
class DeliveredMarkTest {
    private static final int ONE_SEGMENT = 10_000;
    private static final int SMALL_SEGMENT = 8;
    private static final int LARGEST_TURN = 64;
    /** Of 512, the part of one of two shards. */
    private static final int MAX_UNMARKED = 256;

    private static final long ONE_DAY_MILLIS = 86_400_000;
    private static final Duration NEVER = Duration.ofMillis(ONE_DAY_MILLIS);
    private static final long SOME_POLLS_MILLIS = 200;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong furthest = new AtomicLong();
    private TestFanout fanout = new TestFanout(ONE_SEGMENT, List.of(ANN));

    @AfterEach
    void stop() {
        fanout.close();
    }

    /** Takes everything; a message's entry stands one position after its sequence, since the conversation begins before it. */
    private class Inboxes implements DeliveriesOnly {
        @Override
        public void deliver(List<Delivery> deliveries) {
            if (deliveries.get(deliveries.size() - 1).told() instanceof Delivery.Told.Sent last) {
                long position = 1 + last.message().seq().value();
                furthest.accumulateAndGet(position - fanout.mark(), Math::max);
                sent.set(position);
            }
        }

        @Override
        public void scrub(List<Scrub> scrubs) {}
    }

    private void append(int messages) {
        for (long seq = 1; seq <= messages; seq++) {
            fanout.append(seq);
        }
    }

    private void awaitSent() {
        await().atMost(SOON).until(() -> sent.get() == fanout.applied());
    }

    /** Each message in a turn of its own; the one poll was before the first. */
    private void appendAndSend(int messages) {
        fanout.append(1);
        Fanout started = fanout.start(new Inboxes(), NEVER);
        awaitSent();
        for (long seq = 2; seq <= messages; seq++) {
            fanout.append(seq);
            started.advanced(fanout.shard());
            await().pollInterval(Duration.ofMillis(1)).atMost(SOON).until(() -> sent.get() == fanout.applied());
        }
    }

    @Test
    void noMoreOfABacklogIsSentBeyondItThanInboxesRecognise() {
        append(3 * MAX_UNMARKED);
        fanout.start(new Inboxes(), NEVER);
        awaitSent();
        assertThat(furthest.get()).isBetween((long) MAX_UNMARKED, (long) MAX_UNMARKED + LARGEST_TURN);
    }

    @Test
    void noMoreSmallTurnsAreSentBeyondItThanInboxesRecognise() {
        appendAndSend(MAX_UNMARKED + LARGEST_TURN);
        assertThat(furthest.get()).isEqualTo(MAX_UNMARKED + 1);
    }

    @Test
    void itFollowsWithEachPollAlsoAfterOneThatFailed() {
        fanout.holdMarks(CompletableFuture.failedFuture(new StoreUnavailableException("not there", null)));
        append(3);
        fanout.start(new Inboxes(), Duration.ofMillis(10));
        awaitSent();
        assertThat(fanout.mark()).isZero();
        fanout.holdMarks(CompletableFuture.completedFuture(null));
        await().atMost(SOON).until(() -> fanout.mark() == fanout.applied());
    }

    /** An erased user's inbox recognises nothing any more: what was awaited must not be sent again. */
    @Test
    void whatWasAwaitedIsBehindIt() {
        append(3);
        Fanout started = fanout.start(new Inboxes(), NEVER);
        awaitSent();
        assertThat(fanout.mark()).as("nothing has moved it").isZero();
        assertThat(started.awaitDelivered(fanout.shard(), fanout.applied(), SOON))
                .isTrue();
        assertThat(fanout.mark()).isEqualTo(fanout.applied());
    }

    /** Whoever waits may do so at another instance, which sees the stored mark alone. */
    @Test
    void recallsAndErasuresAreMarkedAtOnce() {
        append(3);
        fanout.emit(draft -> recall(3, draft));
        Fanout started = fanout.start(new Inboxes(), NEVER);
        await().atMost(SOON).until(() -> fanout.mark() == fanout.applied());

        fanout.emit(draft -> new Event.MessageErased(recall(2, draft), true));
        started.advanced(fanout.shard());
        await().atMost(SOON).until(() -> fanout.mark() == fanout.applied());

        fanout.emit(draft -> new Event.MemberErased(GROUP, ANN, true));
        started.advanced(fanout.shard());
        await().atMost(SOON).until(() -> fanout.mark() == fanout.applied());
    }

    private static Event.OperationApplied recall(long seq, Draft draft) {
        Operation recall = new Operation.Recall(GROUP, new Sequence(seq), new OperationId("o" + seq), ANN, draft.now());
        Message message = TestFanout.message(seq, draft.now()).recalled(ANN, draft.now());
        return new Event.OperationApplied(recall, "d", 1, message, List.of());
    }

    @Test
    void noSegmentIsDroppedBeforeBothMarksAreBehindIt() {
        fanout.close();
        fanout = new TestFanout(SMALL_SEGMENT, List.of(ANN));
        appendAndSend(5 * SMALL_SEGMENT);
        assertThat(fanout.dropped())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(dropped ->
                        assertThat(dropped.marked()).isGreaterThanOrEqualTo((dropped.segment() + 1) * SMALL_SEGMENT));
    }

    @Test
    void whoStopsLeavesNothingToSendAgain() {
        append(3);
        Fanout started = fanout.start(new Inboxes(), NEVER);
        awaitSent();
        started.stop();
        assertThat(fanout.mark()).isEqualTo(fanout.applied());
    }

    /** A mark was being moved when the last ones were sent, and that fails. */
    @Test
    void whoStopsWhileTheStoreIsSlowLeavesNothingToSendAgain() throws InterruptedException {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        fanout.holdMarks(slow);
        append(1);
        Fanout started = fanout.start(new Inboxes(), NEVER);
        awaitSent();
        await().atMost(SOON)
                .until(() -> started.backlog() == 0
                        && !started.awaitDelivered(fanout.shard(), fanout.applied(), Duration.ZERO));
        fanout.append(2);
        started.advanced(fanout.shard());
        awaitSent();
        Thread stop = new Thread(started::stop);
        stop.start();
        await().atMost(SOON).until(() -> !started.isMine(fanout.shard()));
        fanout.holdMarks(CompletableFuture.completedFuture(null));
        slow.completeExceptionally(new StoreUnavailableException("too slow", null));
        stop.join();
        assertThat(fanout.mark()).isEqualTo(fanout.applied());
    }

    @Test
    void whatAWorkerDeliveredIsMarkedWhenAnotherOneTakesItsPlace() {
        AtomicBoolean failed = new AtomicBoolean();
        append(1);
        Fanout started = fanout.start(
                new Inboxes() {
                    @Override
                    public void deliver(List<Delivery> deliveries) {
                        if (sent.get() > 0 && failed.compareAndSet(false, true)) {
                            throw new IllegalStateException("a fault that nobody thought of");
                        }
                        super.deliver(deliveries);
                    }
                },
                NEVER);
        awaitSent();
        long first = fanout.applied();
        assertThat(fanout.mark()).isZero();
        fanout.append(2);
        started.advanced(fanout.shard());
        await().atMost(SOON).until(() -> fanout.mark() == first);
    }

    /** Its worker may be retired by then, or not. */
    @ParameterizedTest
    @ValueSource(longs = {10, ONE_DAY_MILLIS})
    void whatAnInstanceSentWhileAnotherOneTookTheShardIsMarkedAsWell(long pollMillis) throws InterruptedException {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        append(3);
        Fanout started = fanout.start(
                new Inboxes() {
                    @Override
                    public void deliver(List<Delivery> deliveries) {
                        sending.countDown();
                        try {
                            taken.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        super.deliver(deliveries);
                    }
                },
                Duration.ofMillis(pollMillis));
        sending.await();
        fanout.giveUp();
        await().atMost(SOON).until(() -> !started.isMine(fanout.shard()));
        TimeUnit.MILLISECONDS.sleep(SOME_POLLS_MILLIS);
        taken.countDown();
        await().atMost(SOON).until(() -> fanout.mark() == fanout.applied());
    }
}
