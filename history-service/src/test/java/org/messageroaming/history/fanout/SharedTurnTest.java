package org.messageroaming.history.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.messageroaming.history.fanout.TestFanout.ANN;
import static org.messageroaming.history.fanout.TestFanout.GROUP;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.problem.StoreUnavailableException;

/** Two shards owe something while the one thread that delivers is busy. */
class SharedTurnTest {
    private static final int SEGMENT = 10_000;
    private static final int LARGEST_TURN = 64;
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofSeconds(30);
    /** Longer than a look at the mark is trusted. */
    private static final long LONG_AGO_MILLIS = 600;

    private final TestFanout fanout = new TestFanout(SEGMENT, List.of(ANN));
    private final ConversationId other = fanout.createOther(List.of(ANN));
    private final Inboxes inboxes = new Inboxes();

    @AfterEach
    void stop() {
        inboxes.first.countDown();
        fanout.close();
    }

    /** The first request takes until it is released; each that holds what is refused fails. */
    private static final class Inboxes implements DeliveriesOnly {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch first = new CountDownLatch(1);
        private final List<List<String>> requests = new CopyOnWriteArrayList<>();
        private final List<String> taken = new CopyOnWriteArrayList<>();
        private volatile Predicate<String> refused = message -> false;

        @Override
        public void deliver(List<Delivery> deliveries) {
            List<String> messages = deliveries.stream()
                    .map(delivery -> ((Delivery.Told.Sent) delivery.told()).message())
                    .map(Inboxes::name)
                    .toList();
            requests.add(messages);
            begun.countDown();
            try {
                first.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (messages.stream().anyMatch(refused)) {
                throw new StoreUnavailableException("not there", null);
            }
            taken.addAll(messages);
        }

        private static String name(Message message) {
            return message.conversationId() + " " + message.seq();
        }
    }

    /** The group's first message is under way; then both conversations have as many further ones. */
    private void oweInBoth(int messages) throws InterruptedException {
        Fanout started = fanout.start(inboxes, NEVER);
        await().atMost(SOON).until(() -> fanout.begun() == 2 && started.backlog() == 0);
        fanout.append(1);
        started.advanced(fanout.shardOf(GROUP));
        assertThat(inboxes.begun.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        for (long seq = 1; seq <= messages; seq++) {
            fanout.append(1 + seq);
            fanout.append(other, seq);
        }
        started.advanced(fanout.shardOf(GROUP));
        started.advanced(fanout.shardOf(other));
    }

    @Test
    void goWithOneRequest() throws InterruptedException {
        oweInBoth(2);
        inboxes.first.countDown();
        await().atMost(SOON).until(() -> inboxes.taken.size() == 5);
        assertThat(inboxes.requests).hasSize(2);
        assertThat(inboxes.requests.get(1))
                .containsSubsequence(other + " 1", other + " 2")
                .containsSubsequence("g 2", "g 3");
    }

    @Test
    void areSentEachByItselfWhenTheyAreTooMuchForOneRequest() throws InterruptedException {
        oweInBoth(LARGEST_TURN);
        inboxes.first.countDown();
        await().atMost(SOON).until(() -> inboxes.taken.size() == 1 + 2 * LARGEST_TURN);
        assertThat(inboxes.requests).extracting(List::size).containsExactly(1, LARGEST_TURN, LARGEST_TURN);
        assertThat(inboxes.taken.stream().filter(message -> message.startsWith("g ")))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 1 + LARGEST_TURN)
                        .mapToObj(seq -> "g " + seq)
                        .toList());
    }

    @Test
    void areNotRefusedTogetherTwice() throws InterruptedException {
        inboxes.refused = message -> message.startsWith(other.value());
        oweInBoth(1);
        inboxes.first.countDown();
        await().atMost(SOON).until(() -> inboxes.taken.contains("g 2") && inboxes.requests.size() > 8);
        assertThat(inboxes.requests.get(1)).hasSize(2);
        assertThat(inboxes.requests.stream().skip(2))
                .allSatisfy(request -> assertThat(request).hasSize(1));

        inboxes.refused = message -> false;
        await().atMost(SOON).until(() -> inboxes.taken.contains(other + " 1"));
        assertThat(inboxes.taken).containsExactly("g 1", "g 2", other + " 1");
    }

    @Test
    void areSentWithoutTheOneThatAnotherInstanceWentOnWith() throws InterruptedException {
        oweInBoth(1);
        fanout.progress().delivered(fanout.shardOf(other), fanout.appliedOf(other));
        TimeUnit.MILLISECONDS.sleep(LONG_AGO_MILLIS);
        inboxes.first.countDown();
        await().atMost(SOON).until(() -> fanout.begun() == 3 && inboxes.taken.contains("g 2"));
        assertThat(inboxes.requests).containsExactly(List.of("g 1"), List.of("g 2"));
    }
}
