package org.messageroaming.history.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.messageroaming.history.journal.InMemoryJournal;
import org.messageroaming.history.replica.FaultyInstance;
import org.messageroaming.history.replica.InMemoryTables;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/**
 * Random histories: writers retry through instances that lag at, and crash between, any two steps on the stores, while segments are
 * dropped behind them. Whatever happens there is one outcome.
 */
class ReplicaPropertyTest {
    private static final int INSTANCES = 3;
    private static final int WRITERS = 4;
    private static final int MESSAGES_EACH = 15;
    private static final List<ConversationId> CONVERSATIONS =
            List.of(new ConversationId("a"), new ConversationId("b"), new ConversationId("c"));

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void whateverIsAcknowledgedIsStoredOnceAndDensely(@ForAll long seed) throws Exception {
        acknowledged.clear();
        InMemoryJournal journal = new InMemoryJournal(FaultyInstance.SEGMENT_SIZE);
        InMemoryTables tables = new InMemoryTables();
        ExecutorService turns = Executors.newCachedThreadPool();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        AtomicReferenceArray<FaultyInstance> instances = new AtomicReferenceArray<>(INSTANCES);
        try {
            for (int i = 0; i < INSTANCES; i++) {
                instances.set(i, new FaultyInstance(journal, tables, turns, new Random(seed + i), 0.004));
            }
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Random random = new Random(seed * 31 + i);
                all.add(writers.submit(writer(
                        i,
                        random,
                        instances,
                        () -> new FaultyInstance(journal, tables, turns, new Random(random.nextLong()), 0.004))));
            }
            for (Future<Boolean> writer : all) {
                assertThat(writer.get()).isTrue();
            }
            check(new FaultyInstance(journal, tables, turns, new Random(seed), 0), tables);
        } finally {
            writers.shutdownNow();
            turns.shutdownNow();
        }
    }

    private Callable<Boolean> writer(
            int number, Random random, AtomicReferenceArray<FaultyInstance> instances, Callable<FaultyInstance> fresh) {
        return () -> {
            for (int i = 0; i < MESSAGES_EACH; i++) {
                ConversationId conversation = CONVERSATIONS.get(random.nextInt(CONVERSATIONS.size()));
                String id = conversation + "-" + number + "-" + i;
                boolean again = true;
                while (again) {
                    int at = random.nextInt(INSTANCES);
                    FaultyInstance instance = instances.get(at);
                    try {
                        long seq = append(instance, conversation, new UserId("w" + number), id);
                        Long before = acknowledged.put(id, seq);
                        assertThat(before == null || before == seq).as(id).isTrue();
                        again = random.nextInt(5) == 0;
                        if (random.nextInt(4) == 0) {
                            instance.dropWhatIsApplied();
                        }
                    } catch (StoreUnavailableException e) {
                        if (instance.isDead()) {
                            instances.compareAndSet(at, instance, fresh.call());
                        }
                    }
                }
            }
            return true;
        };
    }

    private void check(FaultyInstance survivor, InMemoryTables tables) {
        int messages = 0;
        for (ConversationId conversation : CONVERSATIONS) {
            append(survivor, conversation, new UserId("last"), conversation + "-last");
            List<Message> stored = tables.readable(conversation);
            assertThat(stored.stream().map(message -> message.seq().value()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, stored.size()).boxed().toList());
            Map<String, Long> byId = new HashMap<>();
            stored.forEach(message -> assertThat(byId.put(
                            message.clientMessageId().value(), message.seq().value()))
                    .as("stored twice")
                    .isNull());
            acknowledged.forEach((id, seq) -> {
                if (id.startsWith(conversation + "-")) {
                    assertThat(byId.get(id)).as(id).isEqualTo(seq);
                }
            });
            for (int i = 1; i < stored.size(); i++) {
                assertThat(stored.get(i).sentAt())
                        .isAfterOrEqualTo(stored.get(i - 1).sentAt());
            }
            messages += stored.size() - 1;
        }
        assertThat(acknowledged).hasSize(messages).hasSize(WRITERS * MESSAGES_EACH);
    }

    private static long append(FaultyInstance instance, ConversationId conversation, UserId sender, String id) {
        instance.execute(FaultyInstance.ensure(conversation, List.of()));
        MessageDraft message = new MessageDraft(
                sender, new ClientMessageId(id), new MessageType("text"), new Content("{\"id\":\"" + id + "\"}"), null);
        AppendOutcome outcome = instance.execute(
                        new AppendMessages(conversation, List.of(message), true, Duration.ZERO))
                .get(0);
        return ((AppendOutcome.Placed) outcome).message().seq().value();
    }
}
