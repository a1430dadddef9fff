package org.messageroaming.history.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.messageroaming.history.fanout.TestFanout.ANN;
import static org.messageroaming.history.fanout.TestFanout.GROUP;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.FaultyInstance;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/** The fan-out over stores in memory, to inboxes that are hard to reach. */
class FanoutTest {
    private static final UserId BOB = new UserId("bob");
    private static final UserId EVE = new UserId("eve");
    private static final int ONE_OF = 4;
    private static final Duration POLL = Duration.ofMillis(10);

    private final TestFanout fanout = new TestFanout(FaultyInstance.SEGMENT_SIZE, List.of(ANN, BOB));
    private final Inboxes inboxes = new Inboxes();

    @AfterEach
    void stop() {
        fanout.close();
    }

    /** Takes one request of four, and none while it is away. */
    private static final class Inboxes implements DeliveriesOnly {
        private final AtomicInteger requests = new AtomicInteger();
        private volatile boolean away;
        private final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void deliver(List<Delivery> sent) {
            if (requests.incrementAndGet() % ONE_OF != 0 || away) {
                throw new StoreUnavailableException("not there", null);
            }
            for (Delivery delivery : sent) {
                Message message = ((Delivery.Told.Sent) delivery.told()).message();
                delivery.recipients().stream()
                        .map(user -> message.seq().value() + " " + user.value())
                        .sorted()
                        .forEach(told::add);
            }
        }
    }

    private static Membership membership(Draft draft, UserId user) {
        return Objects.requireNonNull(
                Objects.requireNonNull(draft.conversation()).members().get(user));
    }

    /** A worker that begins anew reads all that waits in the journal, which may be a hundred thousand entries. */
    @Test
    void whileInboxesCannotBeReachedTheSameWorkersRepeatAndEachMessageGoesToItsMembers() {
        List<String> expected = new ArrayList<>();
        for (long seq = 1; seq <= 20; seq++) {
            fanout.append(seq);
            expected.add(seq + " ann");
            expected.add(seq + " bob");
            if (seq > 5 && seq <= 10) {
                expected.add(seq + " eve");
            }
            if (seq == 5) {
                fanout.emit(draft -> new Event.MemberJoined(GROUP, Membership.joined(EVE, draft.now(), 5)));
            }
            if (seq == 10) {
                fanout.emit(draft ->
                        new Event.MemberLeft(GROUP, membership(draft, EVE).left(draft.now(), 10)));
            }
        }
        fanout.start(inboxes, POLL);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(inboxes.told.stream().distinct().toList()).isEqualTo(expected));
        assertThat(fanout.begun()).as("workers of two shards").isEqualTo(2);
    }

    /** It knows from the mark alone, and repeats nothing of what it has in mind, or it would repeat it for ever. */
    @Test
    void aWorkerThatWasOvertakenWhileItRepeatedBeginsAnew() {
        fanout.append(1);
        inboxes.away = true;
        fanout.start(inboxes, POLL);
        await().atMost(Duration.ofMinutes(1)).until(() -> inboxes.requests.get() > ONE_OF);
        fanout.progress().delivered(fanout.shard(), fanout.applied());
        await().atMost(Duration.ofMinutes(1)).until(() -> fanout.begun() == 3);

        inboxes.away = false;
        fanout.append(2);

        await().atMost(Duration.ofMinutes(1)).until(() -> !inboxes.told.isEmpty());
        assertThat(inboxes.told).as("the first was the other worker's").containsExactly("2 ann", "2 bob");
    }

    /** An alarm hangs on it. */
    @Test
    void nothingIsOverdueOnceItIsDelivered() {
        fanout.append(1);
        Fanout started = fanout.start(inboxes, Duration.ofDays(1));
        await().atMost(Duration.ofMinutes(1)).until(() -> inboxes.told.size() == 2 && started.backlog() == 0);
        await().atMost(Duration.ofMinutes(1)).until(() -> started.backlogAge() == 0);
    }
}
