package org.messageroaming.history.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.journal.InMemoryJournal;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.FaultyInstance;
import org.messageroaming.history.replica.InMemoryTables;
import org.messageroaming.history.replica.TestCommand;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.TestMessages;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/** A group in which nearly all came after what is erased, so that each event names nearly all. */
class EraseMessagesTest {
    private static final ConversationId GROUP = new ConversationId("g");
    private static final UserId ANN = new UserId("ann");
    private static final int LATE = 900;
    private static final List<Long> ALL = LongStream.rangeClosed(1, 7).boxed().toList();

    private final ExecutorService turns = Executors.newCachedThreadPool();
    private final InMemoryTables tables = new InMemoryTables();
    private final FaultyInstance instance =
            new FaultyInstance(new InMemoryJournal(FaultyInstance.SEGMENT_SIZE), tables, turns, new Random(1), 0);

    @AfterEach
    void stop() {
        turns.shutdownNow();
    }

    private static boolean grow(Draft draft) {
        draft.emit(new Event.ConversationCreated(
                GROUP, ConversationKind.GROUP, HistoryVisibility.SINCE_JOIN, draft.now(), List.of(ANN)));
        ALL.forEach(seq -> draft.emit(
                new Event.MessageAppended(TestMessages.sent(GROUP, seq, ANN, draft.now()), "digest", false)));
        IntStream.range(0, LATE)
                .mapToObj(number -> Membership.joined(new UserId("late-" + number), draft.now(), ALL.size()))
                .forEach(late -> draft.emit(new Event.MemberJoined(GROUP, late)));
        return true;
    }

    @Test
    void anEntryHoldsNoMoreEventsThanTheNamesInThemAllow() {
        instance.execute(new TestCommand<>(GROUP, EraseMessagesTest::grow));
        assertThat(erase(ALL)).isEqualTo(3);
        assertThat(erase(ALL.subList(3, 7))).isEqualTo(6);
        assertThat(erase(ALL.subList(6, 7))).isEqualTo(7);
        assertThat(tables.readable(GROUP))
                .hasSize(ALL.size())
                .allSatisfy(message -> assertThat(message.content()).isNull());
    }

    private long erase(List<Long> seqs) {
        return instance.execute(new EraseMessages(GROUP, ANN, new UserId("gateway"), seqs, Duration.ofDays(15)))
                .upTo();
    }
}
