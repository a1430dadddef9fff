package org.messageroaming.history.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.TestMessages;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;

/** What every journal does; each implementation has a test that extends this. */
public abstract class JournalContract {
    protected static final int SEGMENT_SIZE = 8;
    private static final ConversationId CONVERSATION = new ConversationId("c");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

    /** An empty journal with segments of {@value #SEGMENT_SIZE}. */
    protected abstract Journal journal();

    @Test
    void ofManyClaimantsExactlyOneWinsAndTheOthersLearnWho() {
        Journal journal = journal();
        List<Entry> entries = IntStream.range(0, 12).mapToObj(i -> entry(1)).toList();
        List<Claim> claims = entries.parallelStream()
                .map(entry -> await(journal.claim(0, entry)))
                .toList();
        Entry winner = entries.get(IntStream.range(0, 12)
                .filter(i -> claims.get(i) instanceof Claim.Won)
                .findFirst()
                .orElseThrow());
        assertThat(claims.stream().filter(Claim.Won.class::isInstance)).hasSize(1);
        assertThat(claims.stream().filter(Claim.Lost.class::isInstance))
                .hasSize(11)
                .allSatisfy(claim -> assertThat(claim).isEqualTo(new Claim.Lost(winner)));
    }

    @Test
    void everyKindOfEventReadsAsItWasWritten() {
        Journal journal = journal();
        Membership membership = Membership.joined(new UserId("u"), NOW, 3).left(NOW, 9);
        Entry entry = new Entry(
                1,
                UUID.randomUUID(),
                List.of(
                        new Event.ConversationCreated(
                                CONVERSATION,
                                ConversationKind.GROUP,
                                HistoryVisibility.FULL,
                                NOW,
                                List.of(new UserId("u"), new UserId("v"))),
                        new Event.MemberJoined(CONVERSATION, Membership.joined(new UserId("w"), NOW, 0)),
                        new Event.MemberLeft(CONVERSATION, membership),
                        new Event.MemberErased(CONVERSATION, new UserId("u"), true),
                        new Event.MessageErased(
                                new Event.OperationApplied(
                                        new Operation.Recall(
                                                CONVERSATION,
                                                Sequence.FIRST,
                                                new OperationId("o"),
                                                new UserId("s"),
                                                NOW),
                                        "",
                                        3,
                                        sent(1).recalled(new UserId("s"), NOW),
                                        List.of(new UserId("v"))),
                                true),
                        message(1)));
        await(journal.claim(0, entry));
        assertThat(await(journal.read(0, 1, 10)).entries()).containsExactly(entry);
        assertThat(await(journal.settle(0, 1))).contains(entry);
        assertThat(await(journal.settle(0, 2))).isEmpty();
    }

    @Test
    void readingGoesOnToTheEndOfASegmentAndBeginsInTheNext() {
        Journal journal = journal();
        fill(journal, 1, 12);
        assertThat(positions(journal, 3, 100)).isEqualTo(range(3, 8));
        assertThat(positions(journal, 9, 100)).isEqualTo(range(9, 12));
        assertThat(positions(journal, 2, 3)).isEqualTo(range(2, 4));
        assertThat(positions(journal, 13, 100)).isEmpty();
        assertThat(await(journal.read(1, 1, 100)).entries()).as("another shard").isEmpty();
    }

    @Test
    void aDroppedSegmentIsEmptyAndCanNeverBeClaimedAgain() {
        Journal journal = journal();
        fill(journal, 1, 9);
        await(journal.drop(0, 0));
        await(journal.drop(0, 0));
        assertThat(await(journal.read(0, 3, 10))).isEqualTo(new Journal.Slice(List.of(), true));
        assertThat(await(journal.claim(0, entry(3)))).isEqualTo(new Claim.Sealed());
        assertThat(await(journal.claim(0, entry(8)))).isEqualTo(new Claim.Sealed());
        assertThat(positions(journal, 9, 10)).isEqualTo(range(9, 9));
        assertThat(await(journal.claim(0, entry(10)))).isEqualTo(new Claim.Won());
    }

    @Test
    void whatReplacesAnEntryIsWhatEverybodyFindsThere() {
        Journal journal = journal();
        fill(journal, 1, 2);
        Entry standing = await(journal.read(0, 2, 1)).entries().get(0);
        Entry stub = new Entry(
                2,
                standing.claimId(),
                List.of(new Event.MessageAppended(sent(2).recalled(new UserId("s"), NOW), "", false)));
        assertThat(await(journal.replace(0, standing, stub.events()))).isTrue();
        assertThat(await(journal.read(0, 2, 1)).entries()).containsExactly(stub);
        assertThat(await(journal.settle(0, 2))).contains(stub);
        assertThat(await(journal.claim(0, entry(2)))).isEqualTo(new Claim.Lost(stub));
        assertThat(await(journal.claim(0, entry(3)))).isEqualTo(new Claim.Won());
    }

    @Test
    void nothingIsReplacedWhereAnEntryWasDroppedOrAnotherOneStands() {
        Journal journal = journal();
        fill(journal, 1, 9);
        Entry first = await(journal.read(0, 1, 1)).entries().get(0);
        Entry last = await(journal.read(0, 9, 1)).entries().get(0);
        List<Event> others = List.of(message(77));
        assertThat(await(journal.replace(0, new Entry(9, UUID.randomUUID(), last.events()), others)))
                .isFalse();
        assertThat(await(journal.replace(0, entry(10), others))).isTrue();
        assertThat(await(journal.read(0, 9, 9)).entries()).containsExactly(last);
        await(journal.drop(0, 0));
        assertThat(await(journal.replace(0, first, others))).isTrue();
        assertThat(await(journal.read(0, 1, 10))).isEqualTo(new Journal.Slice(List.of(), true));
        assertThat(await(journal.settle(0, 1))).isEmpty();
    }

    @Test
    void whatWasReplacedMeanwhileIsNotReplacedByWhatWasReadBefore() {
        Journal journal = journal();
        fill(journal, 1, 1);
        Entry read = await(journal.read(0, 1, 1)).entries().get(0);
        assertThat(await(journal.replace(0, read, List.of(message(77))))).isTrue();
        assertThat(await(journal.replace(0, read, List.of(message(78))))).isFalse();
        assertThat(await(journal.read(0, 1, 1)).entries())
                .containsExactly(new Entry(1, read.claimId(), List.of(message(77))));
    }

    private void fill(Journal journal, long first, long last) {
        LongStream.rangeClosed(first, last)
                .forEach(position ->
                        assertThat(await(journal.claim(0, entry(position)))).isEqualTo(new Claim.Won()));
    }

    private static List<Long> positions(Journal journal, long from, int limit) {
        return await(journal.read(0, from, limit)).entries().stream()
                .map(Entry::position)
                .toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static Entry entry(long position) {
        return new Entry(position, UUID.randomUUID(), List.of(message(position)));
    }

    private static Event message(long seq) {
        return new Event.MessageAppended(sent(seq), "digest", false);
    }

    private static Message sent(long seq) {
        return TestMessages.sent(
                CONVERSATION,
                seq,
                new UserId("u"),
                new Content("{\"text\":\"你好 👋🏽\",\"n\":1.10,\"big\":12345678901234567890}"),
                NOW);
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
