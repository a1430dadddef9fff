package org.messageroaming.history.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.journal.InMemoryJournal;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.FaultyInstance;
import org.messageroaming.history.replica.InMemoryTables;
import org.messageroaming.history.replica.TestCommand;
import org.messageroaming.history.state.ContentDigest;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Marks;
import org.messageroaming.history.state.TestMessages;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Instruction;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.ConflictException;
import org.messageroaming.model.problem.StoreUnavailableException;

/**
 * Random recalls, edits and markers on the same few messages, retried through instances that lag and crash between any two steps:
 * whatever happens there is one outcome, every edit and recall is in the log once, and what the messages show is the log's sum.
 */
class OperationPropertyTest {
    private static final int INSTANCES = 3;
    private static final int ACTORS = 4;
    private static final int OPERATIONS_EACH = 15;
    private static final int MESSAGES = 3;
    private static final double CRASHES = 0.004;
    private static final ConversationId CONVERSATION = new ConversationId("a");
    private static final UserId ALICE = new UserId("alice");

    private final Map<OperationId, Operation> acknowledged = new ConcurrentHashMap<>();

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void operationsHaveOneOutcomeWhateverCrashes(@ForAll long seed) throws Exception {
        acknowledged.clear();
        InMemoryJournal journal = new InMemoryJournal(FaultyInstance.SEGMENT_SIZE);
        InMemoryTables tables = new InMemoryTables();
        ExecutorService turns = Executors.newCachedThreadPool();
        ExecutorService actors = Executors.newFixedThreadPool(ACTORS);
        AtomicReferenceArray<FaultyInstance> instances = new AtomicReferenceArray<>(INSTANCES);
        try {
            FaultyInstance first = new FaultyInstance(journal, tables, turns, new Random(seed), 0);
            first.execute(FaultyInstance.ensure(CONVERSATION, List.of(ALICE)));
            first.execute(new TestCommand<>(CONVERSATION, OperationPropertyTest::append));
            for (int i = 0; i < INSTANCES; i++) {
                instances.set(i, new FaultyInstance(journal, tables, turns, new Random(seed + i), CRASHES));
            }
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < ACTORS; i++) {
                Random random = new Random(seed * 31 + i);
                String name = "o" + i;
                all.add(actors.submit(() -> act(
                        name,
                        random,
                        instances,
                        () -> new FaultyInstance(journal, tables, turns, new Random(random.nextLong()), CRASHES))));
            }
            for (Future<Boolean> actor : all) {
                assertThat(actor.get()).isTrue();
            }
            new FaultyInstance(journal, tables, turns, new Random(seed), 0)
                    .execute(new TestCommand<>(CONVERSATION, OperationPropertyTest::append));
            check(tables);
        } finally {
            actors.shutdownNow();
            turns.shutdownNow();
        }
    }

    private boolean act(
            String name, Random random, AtomicReferenceArray<FaultyInstance> instances, Callable<FaultyInstance> fresh)
            throws Exception {
        for (int i = 0; i < OPERATIONS_EACH; i++) {
            Instruction instruction = instruction(new OperationId(name + "-" + i), random);
            boolean again = true;
            while (again) {
                int at = random.nextInt(INSTANCES);
                FaultyInstance instance = instances.get(at);
                try {
                    Operation operation = instance.execute(command(instruction)).operation();
                    Operation before = acknowledged.put(instruction.operationId(), operation);
                    assertThat(before == null || before.appliedAt().equals(operation.appliedAt()))
                            .as("applied twice: " + instruction)
                            .isTrue();
                    again = random.nextInt(4) == 0;
                    if (random.nextInt(4) == 0) {
                        instance.dropWhatIsApplied();
                    }
                } catch (ConflictException recalledBefore) {
                    again = false;
                } catch (StoreUnavailableException e) {
                    if (instance.isDead()) {
                        instances.compareAndSet(at, instance, fresh.call());
                    }
                }
            }
        }
        return true;
    }

    private static Instruction instruction(OperationId id, Random random) {
        Sequence seq = new Sequence(1 + random.nextInt(MESSAGES));
        int kind = random.nextInt(20);
        if (kind == 0) {
            return new Instruction.Recall(id, seq);
        }
        if (kind < 12) {
            return new Instruction.Edit(id, seq, new Content("{\"by\":\"" + id + "\"}"));
        }
        return kind < 16 ? new Instruction.Read(id, seq) : new Instruction.Clear(id, seq);
    }

    private static ApplyOperation command(Instruction instruction) {
        return new ApplyOperation(
                CONVERSATION, ALICE, false, instruction, ContentDigest.of(String.valueOf(instruction)));
    }

    private void check(InMemoryTables tables) {
        List<Operation> log = tables.changes(CONVERSATION);
        Conversation conversation = tables.head(CONVERSATION).orElseThrow();
        assertThat(log).as("without holes").hasSize((int) conversation.changes());
        Set<OperationId> logged = new HashSet<>();
        log.forEach(operation -> assertThat(logged.add(operation.operationId()))
                .as("logged twice")
                .isTrue());
        acknowledged.forEach((id, operation) -> {
            if (operation instanceof Operation.Edit) {
                assertThat(logged).as("acknowledged and lost").contains(id);
            }
        });
        for (Message message : tables.readable(CONVERSATION).subList(0, MESSAGES)) {
            assertThat(message.content()).isEqualTo(expected(log, message));
        }
        checkMarkers(conversation);
    }

    private static @Nullable Content expected(List<Operation> log, Message message) {
        Content content = new Content("{}");
        for (Operation operation : log) {
            if (operation instanceof Operation.Edit edit && edit.seq().equals(message.seq())) {
                assertThat(content).as("edited after its recall").isNotNull();
                content = edit.content();
            } else if (operation instanceof Operation.Recall recall
                    && recall.seq().equals(message.seq())) {
                content = null;
            }
        }
        return content;
    }

    private void checkMarkers(Conversation conversation) {
        long cleared = acknowledged.values().stream()
                .filter(Operation.Clear.class::isInstance)
                .mapToLong(operation -> ((Operation.Clear) operation).upToSeq().value())
                .max()
                .orElse(0);
        Marks marks = Objects.requireNonNull(conversation.members().get(ALICE)).marks();
        assertThat(marks.clearedUpTo()).isEqualTo(cleared);
        assertThat(marks.readUpTo()).as("moved by sending").isEqualTo(conversation.lastSeq());
    }

    /** Appends a few messages of alice's. */
    private static boolean append(Draft draft) {
        for (int i = 0; i < MESSAGES; i++) {
            long seq = Objects.requireNonNull(draft.conversation()).lastSeq() + 1;
            Message message = TestMessages.sent(CONVERSATION, seq, ALICE, draft.now());
            draft.emit(new Event.MessageAppended(message, "d" + seq, false));
        }
        return true;
    }
}
