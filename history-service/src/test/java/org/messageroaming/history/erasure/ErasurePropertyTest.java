package org.messageroaming.history.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.messageroaming.history.journal.InMemoryJournal;
import org.messageroaming.history.replica.Command;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.Facts;
import org.messageroaming.history.replica.FaultyInstance;
import org.messageroaming.history.replica.InMemoryTables;
import org.messageroaming.history.replica.TestCommand;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.Operation;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.ForbiddenException;
import org.messageroaming.model.problem.StoreUnavailableException;

/**
 * Two members write, and a back end edits what they wrote, through instances that lag and crash between any two steps, and one of them is
 * erased meanwhile: whatever happens, none of its contents is left, all of the other's are, and the feed tells of each erased message once.
 */
class ErasurePropertyTest {
    private static final double CRASHES = 0.004;
    private static final int MESSAGES = 40;
    private static final ConversationId CONVERSATION = new ConversationId("a");
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final UserId GATEWAY = new UserId("gateway");

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void anErasedUsersContentsAreGoneWhateverCrashes(@ForAll long seed) throws Exception {
        InMemoryJournal journal = new InMemoryJournal(FaultyInstance.SEGMENT_SIZE);
        InMemoryTables tables = new InMemoryTables();
        ExecutorService turns = Executors.newCachedThreadPool();
        ExecutorService actors = Executors.newFixedThreadPool(5);
        try {
            World world = new World(journal, tables, turns);
            world.instance(seed, 0).execute(FaultyInstance.ensure(CONVERSATION, List.of(ANN, BOB)));
            AtomicBoolean refused = new AtomicBoolean();
            List<Future<?>> all = List.of(
                    actors.submit(() -> write(ANN, world, seed + 1, refused)),
                    actors.submit(() -> write(BOB, world, seed + 2, new AtomicBoolean())),
                    actors.submit(() -> edit(world, seed + 3)),
                    actors.submit(() -> erase(world, seed + 4)),
                    actors.submit(() -> erase(world, seed + 5)));
            for (Future<?> actor : all) {
                actor.get();
            }
            world.instance(seed, 0).execute(new TestCommand<>(CONVERSATION, draft -> append(draft, BOB, "last")));
            check(tables);
        } finally {
            actors.shutdownNow();
            turns.shutdownNow();
        }
    }

    /** Instances of the service that share a store. */
    private record World(InMemoryJournal journal, InMemoryTables tables, ExecutorService turns) {
        FaultyInstance instance(long seed, double crashes) {
            return new FaultyInstance(journal, tables, turns, new Random(seed), crashes);
        }
    }

    /** Repeats a command through one instance after the other until it is answered. */
    private static <R> R execute(World world, Random random, Callable<Command<R>> command) throws Exception {
        FaultyInstance instance = world.instance(random.nextLong(), CRASHES);
        while (true) {
            try {
                R answer = instance.execute(command.call());
                if (random.nextInt(4) == 0) {
                    instance.dropWhatIsApplied();
                }
                return answer;
            } catch (StoreUnavailableException e) {
                instance = instance.isDead() ? world.instance(random.nextLong(), CRASHES) : instance;
            }
        }
    }

    private static boolean write(UserId user, World world, long seed, AtomicBoolean refused) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < MESSAGES && !refused.get(); i++) {
            String key = user + "-" + i;
            try {
                execute(world, random, () -> new TestCommand<>(CONVERSATION, draft -> append(draft, user, key)));
            } catch (ForbiddenException erased) {
                refused.set(true);
            }
        }
        return true;
    }

    private static boolean edit(World world, long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < MESSAGES; i++) {
            long last = world.tables().head(CONVERSATION).orElseThrow().lastSeq();
            long seq = last - random.nextInt(1 + (int) Math.min(last, 10));
            execute(
                    world,
                    random,
                    () -> new TestCommand<>(
                            CONVERSATION,
                            new Facts(List.of(), Set.of(), null, Set.of(), Set.of(seq)),
                            draft -> edit(draft, seq)));
        }
        return true;
    }

    private static boolean erase(World world, long seed) throws Exception {
        Random random = new Random(seed);
        execute(world, random, () -> new EraseMember(CONVERSATION, ANN));
        long last = world.tables().head(CONVERSATION).orElseThrow().lastSeq();
        long done = 0;
        while (done < last) {
            List<Long> page = LongStream.rangeClosed(done + 1, Math.min(last, done + 5))
                    .boxed()
                    .toList();
            done = execute(
                            world,
                            random,
                            () -> new EraseMessages(CONVERSATION, ANN, GATEWAY, page, Duration.ofDays(15)))
                    .upTo();
        }
        return true;
    }

    private static void check(InMemoryTables tables) {
        Conversation conversation = tables.head(CONVERSATION).orElseThrow();
        assertThat(conversation.members().keySet()).containsExactly(BOB);
        List<Message> messages = tables.readable(CONVERSATION);
        assertThat(messages).hasSize((int) conversation.lastSeq());
        for (Message message : messages) {
            assertThat(message.content() == null)
                    .as("%s", message)
                    .isEqualTo(message.sender().equals(ANN));
        }
        assertThat(tables.changes(CONVERSATION))
                .hasSize((int) conversation.changes())
                .filteredOn(Operation.Recall.class::isInstance)
                .extracting(operation -> ((Operation.Recall) operation).seq())
                .doesNotHaveDuplicates()
                .hasSameSizeAs(messages.stream()
                        .filter(message -> message.sender().equals(ANN))
                        .toList());
    }

    /** Edits a message, where there is one with a content. */
    private static boolean edit(Draft draft, long seq) {
        Message message = draft.message(seq);
        if (message == null || message.recalledAt() != null) {
            return false;
        }
        Content content = new Content("{\"edited\":true}");
        Instant at = message.editedAt() == null ? message.sentAt() : message.editedAt();
        Instant later = draft.now().isAfter(at) ? draft.now() : at.plusMillis(1);
        long number = Objects.requireNonNull(draft.conversation()).changes() + 1;
        draft.emit(new Event.OperationApplied(
                new Operation.Edit(
                        CONVERSATION,
                        message.seq(),
                        new OperationId(UUID.randomUUID().toString()),
                        GATEWAY,
                        later,
                        content),
                "digest",
                number,
                message.edited(content, later),
                List.of()));
        return true;
    }

    /** Appends a message; repeating it may append another one. */
    private static boolean append(Draft draft, UserId sender, String key) {
        Conversation conversation = Objects.requireNonNull(draft.conversation());
        if (!conversation.members().containsKey(sender)) {
            throw new ForbiddenException("no member");
        }
        Message message = Message.sent(
                CONVERSATION,
                new Sequence(conversation.lastSeq() + 1),
                sender,
                new ClientMessageId(key),
                new MessageType("text"),
                new Content("{}"),
                draft.now());
        draft.emit(new Event.MessageAppended(message, "digest", false));
        return true;
    }
}
