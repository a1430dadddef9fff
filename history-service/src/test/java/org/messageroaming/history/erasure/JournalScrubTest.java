package org.messageroaming.history.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.InMemoryJournal;
import org.messageroaming.history.replica.FaultyInstance;
import org.messageroaming.history.replica.InMemoryTables;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.TestMessages;
import org.messageroaming.history.timeline.Buckets;
import org.messageroaming.history.timeline.Excerpt;
import org.messageroaming.history.timeline.Passage;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.UserId;

/** Of what users wrote the first two messages are erased. */
class JournalScrubTest {
    private static final ConversationId CONVERSATION = new ConversationId("c");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final UserId GATEWAY = new UserId("gateway");
    /** Where the second segment begins. */
    private static final long SECOND = FaultyInstance.SEGMENT_SIZE + 1;

    private final ExecutorService turns = Executors.newCachedThreadPool();
    private final InMemoryTables tables = new InMemoryTables();
    /** What happens once between the reading of an entry and what is written for it. */
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

    private final InMemoryJournal journal = new InMemoryJournal(FaultyInstance.SEGMENT_SIZE) {
        @Override
        public synchronized CompletionStage<Boolean> replace(int shard, Entry read, List<Event> events) {
            meanwhile.getAndSet(() -> {}).run();
            return super.replace(shard, read, events);
        }
    };
    private final FaultyInstance instance = new FaultyInstance(journal, tables, turns, new Random(1), 0);

    @AfterEach
    void stop() {
        turns.shutdownNow();
    }

    private static Message message(UserId sender, long seq) {
        return TestMessages.sent(CONVERSATION, seq, sender, new Content("{\"of\":\"" + sender + "\"}"), NOW);
    }

    private void scrub(UserId user) {
        new JournalScrub(journal, tables.progress(() -> {}), new TwoErased(), instance.calls())
                .scrub(0, user, () -> {});
    }

    private void claim(long position, Event... events) {
        journal.claim(0, new Entry(position, UUID.randomUUID(), List.of(events)));
    }

    private static Event.MessageAppended appended(Message message) {
        return new Event.MessageAppended(message, "digest", false);
    }

    /** What is left in the entries from a position to its segment's end. */
    private List<Content> contents(long from) {
        return journal.read(0, from, 10).toCompletableFuture().join().entries().stream()
                .flatMap(entry -> entry.events().stream())
                .flatMap(event -> Optional.ofNullable(
                        ((Event.MessageAppended) event).message().content())
                        .stream())
                .toList();
    }

    @Test
    void whatOneErasureTookOutOfAnEntryAnotherOneDoesNotBringBack() {
        claim(1, appended(message(ANN, 1)), appended(message(BOB, 2)));
        meanwhile.set(() -> scrub(BOB));

        scrub(ANN);

        assertThat(contents(1)).isEmpty();
    }

    /** The content stands in the operation and in the message that came of it. */
    @Test
    void anEditLosesBothItsContents() {
        Content secret = new Content("{\"secret\":true}");
        Message edited = message(ANN, 1).edited(secret, NOW);
        Operation edit = new Operation.Edit(CONVERSATION, edited.seq(), new OperationId("e"), GATEWAY, NOW, secret);
        claim(1, new Event.OperationApplied(edit, "digest", 1, edited, List.of(BOB)));

        scrub(ANN);

        Event left = journal.read(0, 1, 1)
                .toCompletableFuture()
                .join()
                .entries()
                .get(0)
                .events()
                .get(0);
        assertThat(left.toString()).doesNotContain("secret", "digest=digest").contains("bob");
    }

    /** It is of a new life under the name: who follows the journal late must end where the others are. */
    @Test
    void whatIsNotErasedStays() {
        Message anew = message(ANN, 3);
        claim(1, appended(anew));

        scrub(ANN);

        assertThat(contents(1)).containsExactly(anew.content());
    }

    /** The mark moves before the segment that it passed is dropped, and whoever dies between leaves that to the next one. */
    @Test
    void theSegmentBeforeTheDeliveredMarkIsLookedThroughToo() {
        fillToTheSecondSegment();

        scrub(ANN);

        assertThat(contents(1)).isEmpty();
        assertThat(contents(SECOND)).isEmpty();
    }

    @Test
    void whatFollowsADroppedSegmentIsLookedThrough() {
        fillToTheSecondSegment();
        journal.drop(0, 0);

        scrub(ANN);

        assertThat(contents(SECOND)).isEmpty();
    }

    private void fillToTheSecondSegment() {
        for (long position = 1; position <= SECOND; position++) {
            claim(position, appended(message(ANN, 1)));
        }
        tables.progress(() -> {}).delivered(0, SECOND);
        assertThat(contents(1)).hasSize(FaultyInstance.SEGMENT_SIZE);
    }

    private record TwoErased() implements Timeline {
        @Override
        public Buckets buckets() {
            return new Buckets(10);
        }

        @Override
        public CompletionStage<Void> write(long position, List<Message> messages) {
            throw new IllegalStateException("nothing is written");
        }

        @Override
        public CompletionStage<Passage> read(ConversationId id, Excerpt excerpt) {
            long seq = excerpt.range().first();
            Message message = message(seq == 2 ? BOB : ANN, seq);
            return CompletableFuture.completedStage(
                    new Passage(List.of(seq > 2 ? message : message.recalled(GATEWAY, NOW)), 2, true));
        }

        @Override
        public CompletionStage<Long> countBefore(ConversationId id, long lastSeq, Instant time) {
            throw new IllegalStateException("nothing is counted");
        }
    }
}
