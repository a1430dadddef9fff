package org.messageroaming.history.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.journal.InMemoryJournal;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.FaultyInstance;
import org.messageroaming.history.replica.InMemoryTables;
import org.messageroaming.history.replica.ReadTables;
import org.messageroaming.history.replica.TestCommand;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.BreakerProperties;
import org.springframework.core.io.ByteArrayResource;

/** The fan-out over stores in memory. */
class FanoutTest {
    private static final ConversationId GROUP = new ConversationId("g");
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final UserId EVE = new UserId("eve");
    private static final int ONE_OF = 4;

    private final ExecutorService turns = Executors.newCachedThreadPool();
    private final ScheduledExecutorService deliveries = Executors.newScheduledThreadPool(2);
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private final InMemoryTables tables = new InMemoryTables();
    private final InMemoryJournal journal = new InMemoryJournal(FaultyInstance.SEGMENT_SIZE);
    private final FaultyInstance instance = new FaultyInstance(journal, tables, turns, new Random(1), 0);
    private final Inboxes inboxes = new Inboxes();
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void stop() {
        List.of(turns, deliveries, clockwork).forEach(ExecutorService::shutdownNow);
    }

    /** Takes one request of four, and none while it is away. */
    private static final class Inboxes implements InboxDeliveries {
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

        @Override
        public void scrub(List<Scrub> scrubs) {
            throw new IllegalStateException("nothing was recalled");
        }

        @Override
        public void erase(UserId user) {
            throw new IllegalStateException("nobody is erased");
        }
    }

    private void emit(Function<Draft, Event> event) {
        instance.execute(new TestCommand<>(GROUP, draft -> {
            draft.emit(event.apply(draft));
            return true;
        }));
    }

    private void append(long seq) {
        emit(draft -> new Event.MessageAppended(
                Message.sent(
                        GROUP,
                        new Sequence(seq),
                        ANN,
                        new ClientMessageId("m" + seq),
                        new MessageType("text"),
                        new Content("{}"),
                        draft.now()),
                "d" + seq,
                false));
    }

    private static Membership membership(Draft draft, UserId user) {
        return Objects.requireNonNull(
                Objects.requireNonNull(draft.conversation()).members().get(user));
    }

    private void start() {
        ReadTables read = tables.tables(() -> {});
        Progress progress = tables.progress(() -> {});
        FanoutProperties properties = new FanoutProperties(
                URI.create("http://localhost"),
                null,
                new ByteArrayResource("key".getBytes(StandardCharsets.US_ASCII)),
                "history-service",
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                2,
                Duration.ofMillis(10),
                Duration.ofMillis(10),
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                100,
                new BreakerProperties(80, Duration.ofSeconds(3), 5, Duration.ofSeconds(1), 3));
        UUID self = UUID.randomUUID();
        new Fanout(
                        self,
                        instance.replicas(),
                        new Alone(),
                        properties,
                        shard -> {
                            begun.incrementAndGet();
                            return new ShardFanout(
                                    shard,
                                    instance.replicas(),
                                    journal,
                                    progress,
                                    read,
                                    instance.calls(),
                                    inboxes,
                                    properties.rememberedConversations());
                        },
                        shard -> instance.calls().await(progress.read(shard)).delivered(),
                        deliveries,
                        clockwork,
                        () -> 0,
                        Clock.systemUTC())
                .start();
    }

    private record Alone() implements Instances {
        @Override
        public Set<UUID> heartbeat(UUID self) {
            return Set.of(self);
        }

        @Override
        public void leave(UUID self) {}
    }

    /** A worker that begins anew reads all that waits in the journal, which may be a hundred thousand entries. */
    @Test
    void whileInboxesCannotBeReachedTheSameWorkersRepeatAndEachMessageGoesToItsMembers() {
        instance.execute(FaultyInstance.ensure(GROUP, List.of(ANN, BOB)));
        List<String> expected = new ArrayList<>();
        for (long seq = 1; seq <= 20; seq++) {
            append(seq);
            expected.add(seq + " ann");
            expected.add(seq + " bob");
            if (seq > 5 && seq <= 10) {
                expected.add(seq + " eve");
            }
            if (seq == 5) {
                emit(draft -> new Event.MemberJoined(GROUP, Membership.joined(EVE, draft.now(), 5)));
            }
            if (seq == 10) {
                emit(draft -> new Event.MemberLeft(GROUP, membership(draft, EVE).left(draft.now(), 10)));
            }
        }
        start();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(inboxes.told.stream().distinct().toList()).isEqualTo(expected));
        assertThat(begun.get()).as("workers of two shards").isEqualTo(2);
    }

    /** It knows from the mark alone, and repeats nothing of what it has in mind, or it would repeat it for ever. */
    @Test
    void aWorkerThatWasOvertakenWhileItRepeatedBeginsAnew() {
        instance.execute(FaultyInstance.ensure(GROUP, List.of(ANN, BOB)));
        append(1);
        inboxes.away = true;
        start();
        await().atMost(Duration.ofMinutes(1)).until(() -> inboxes.requests.get() > ONE_OF);
        int shard = instance.replicas().shardOf(GROUP);
        tables.progress(() -> {}).delivered(shard, instance.replicas().applied(shard));
        await().atMost(Duration.ofMinutes(1)).until(() -> begun.get() == 3);

        inboxes.away = false;
        append(2);

        await().atMost(Duration.ofMinutes(1)).until(() -> !inboxes.told.isEmpty());
        assertThat(inboxes.told).as("the first was the other worker's").containsExactly("2 ann", "2 bob");
    }
}
