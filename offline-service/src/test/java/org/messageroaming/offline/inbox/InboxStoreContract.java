package org.messageroaming.offline.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.Message;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireJson;

/** What every inbox store does; each implementation has a test that extends this. */
public abstract class InboxStoreContract {
    protected static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    protected static final Duration WEEK = Duration.ofDays(7);

    protected final UserId user = new UserId("u-" + UUID.randomUUID());

    /** A store that keeps {@code maxEntries} entries for a week. */
    protected abstract InboxStore store(int maxEntries);

    @Test
    void entriesAreNumberedFromOneWithoutHolesAndReadOnceAlongAChainOfCursors() {
        InboxStore store = store(1000);
        IntStream.rangeClosed(1, 250).forEach(i -> deliver(store, "e" + i, NOW));
        List<Long> seen = new ArrayList<>();
        InboxPage page = pull(store, new InboxStart.Oldest(), 100, NOW);
        seen.addAll(seqs(page));
        while (page.hasMore()) {
            page = pull(store, new InboxStart.After(page.cursor()), 100, NOW);
            assertThat(page.gap()).isNull();
            seen.addAll(seqs(page));
        }
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 250).boxed().toList());
        assertThat(pull(store, new InboxStart.After(page.cursor()), 100, NOW).entries())
                .isEmpty();
    }

    @Test
    void theSameEntryIdAddsNothing() {
        InboxStore store = store(1000);
        assertThat(deliver(store, "same", NOW)).isEqualTo(new DeliveryCount(1, 0));
        assertThat(deliver(store, "same", NOW.plusSeconds(60))).isEqualTo(new DeliveryCount(0, 1));
        assertThat(seqs(pull(store, new InboxStart.Oldest(), 10, NOW))).containsExactly(1L);
    }

    @Test
    void theSameEntryIdAddsNothingEvenWhenTheEntryWasDroppedMeanwhile() {
        InboxStore store = store(10);
        IntStream.rangeClosed(1, 30).forEach(i -> deliver(store, "e" + i, NOW));
        assertThat(deliver(store, "e1", NOW)).isEqualTo(new DeliveryCount(0, 1));
        assertThat(seqs(pull(store, new InboxStart.Oldest(), 100, NOW)))
                .hasSize(10)
                .endsWith(30L);
    }

    /** As a request may be that gathers what a backlog owes; and more at once than an inbox remembers. */
    @Test
    void ofManyEntriesAtOnceThoseThatAreKnownOrComeTwiceAddNothing() {
        InboxStore store = store(1000);
        assertThat(deliverAll(store, 1, 300)).isEqualTo(new DeliveryCount(300, 0));
        assertThat(deliverAll(store, 201, 400)).isEqualTo(new DeliveryCount(100, 100));
        List<Delivery> twice =
                List.of(new Delivery(List.of(user), entry("t")), new Delivery(List.of(user), entry("t")));
        assertThat(store.deliver(twice, NOW).toCompletableFuture().join()).isEqualTo(new DeliveryCount(1, 1));
        assertThat(seqs(pull(store, new InboxStart.Oldest(), 1000, NOW)))
                .isEqualTo(LongStream.rangeClosed(1, 401).boxed().toList());

        assertThat(deliverAll(store, 401, 2900)).isEqualTo(new DeliveryCount(2500, 0));
        assertThat(deliverAll(store, 1901, 2901)).isEqualTo(new DeliveryCount(1, 1000));
        assertThat(deliver(store, "e401", NOW)).as("long forgotten").isEqualTo(new DeliveryCount(1, 0));
        assertThat(seqs(pull(store, new InboxStart.Oldest(), 1000, NOW)))
                .isEqualTo(LongStream.rangeClosed(1904, 2903).boxed().toList());
    }

    private DeliveryCount deliverAll(InboxStore store, int first, int last) {
        List<Delivery> all = IntStream.rangeClosed(first, last)
                .mapToObj(i -> new Delivery(List.of(user), entry("e" + i)))
                .toList();
        return store.deliver(all, NOW).toCompletableFuture().join();
    }

    @Test
    void anErasedInboxBeginsAnewAndWhoWasThereBeforeIsToldSo() {
        InboxStore store = store(10);
        deliver(store, "e1", NOW);
        InboxCursor before = pull(store, new InboxStart.Oldest(), 1, NOW).cursor();
        store.erase(user).toCompletableFuture().join();
        store.erase(user).toCompletableFuture().join();
        InboxPage page = pull(store, new InboxStart.After(before), 10, NOW);
        assertThat(page.gap()).isEqualTo(Gap.RESET);
        assertThat(page.entries()).isEmpty();
        assertThat(deliver(store, "e1", NOW)).isEqualTo(new DeliveryCount(1, 0));
        assertThat(seqs(pull(store, new InboxStart.Oldest(), 10, NOW))).containsExactly(1L);
    }

    @Test
    void theSameEntriesFromManyThreadsArriveOnceEach() {
        InboxStore store = store(1000);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<DeliveryCount>> all = IntStream.range(0, 16 * 50)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> deliver(store, "e" + i % 50, NOW), threads))
                    .toList();
            assertThat(all.stream().mapToLong(each -> each.join().accepted()).sum())
                    .isEqualTo(50);
        } finally {
            threads.shutdown();
        }
        assertThat(seqs(pull(store, new InboxStart.Oldest(), 1000, NOW)))
                .isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void beyondTheGreatestNumberTheOldestGoesAndACursorBeforeItIsToldSo() {
        InboxStore store = store(1000);
        InboxCursor beginning = pull(store, new InboxStart.Oldest(), 1, NOW).cursor();
        IntStream.rangeClosed(1, 1001).forEach(i -> deliver(store, "e" + i, NOW));
        InboxPage page = pull(store, new InboxStart.After(beginning), 1000, NOW);
        assertThat(page.gap()).isEqualTo(Gap.RETENTION);
        assertThat(seqs(page)).isEqualTo(LongStream.rangeClosed(2, 1001).boxed().toList());
        InboxPage next = pull(store, new InboxStart.After(page.cursor()), 1000, NOW);
        assertThat(next.gap()).isNull();
    }

    @Test
    void aCursorOfTheLastDroppedEntryMissesNothing() {
        InboxStore store = store(10);
        deliver(store, "e1", NOW);
        InboxCursor first = pull(store, new InboxStart.Oldest(), 1, NOW).cursor();
        IntStream.rangeClosed(2, 11).forEach(i -> deliver(store, "e" + i, NOW));
        InboxPage page = pull(store, new InboxStart.After(first), 100, NOW);
        assertThat(page.gap()).isNull();
        assertThat(seqs(page)).isEqualTo(LongStream.rangeClosed(2, 11).boxed().toList());
    }

    @Test
    void anEntryOlderThanAWeekIsNotServedAndACursorBeforeItIsToldSo() {
        InboxStore store = store(1000);
        InboxCursor beginning = pull(store, new InboxStart.Oldest(), 1, NOW).cursor();
        deliver(store, "old", NOW);
        deliver(store, "young", NOW.plus(Duration.ofDays(3)));
        Instant later = NOW.plus(WEEK).plusMillis(1);
        InboxPage page = pull(store, new InboxStart.After(beginning), 100, later);
        assertThat(page.gap()).isEqualTo(Gap.RETENTION);
        assertThat(seqs(page)).containsExactly(2L);
    }

    @Test
    void anEntryThatIsTooOldOnArrivalIsNeverServed() {
        InboxStore store = store(1000);
        InboxCursor beginning = pull(store, new InboxStart.Oldest(), 1, NOW).cursor();
        NewEntry entry = new NewEntry(new EntryId("late"), NOW.minus(WEEK).minusMillis(1), "\"entryId\":\"late\"");
        store.deliver(List.of(new Delivery(List.of(user), entry)), NOW)
                .toCompletableFuture()
                .join();
        InboxPage page = pull(store, new InboxStart.After(beginning), 100, NOW);
        assertThat(page.entries()).isEmpty();
        assertThat(page.gap()).isEqualTo(Gap.RETENTION);
    }

    @Test
    void createdAtNeverDecreasesAndIsNeverInTheFuture() {
        InboxStore store = store(1000);
        deliver(store, "a", NOW);
        NewEntry earlier = new NewEntry(new EntryId("b"), NOW.minusSeconds(5), "\"entryId\":\"b\"");
        NewEntry future = new NewEntry(new EntryId("c"), NOW.plusSeconds(500), "\"entryId\":\"c\"");
        store.deliver(
                        List.of(new Delivery(List.of(user), earlier), new Delivery(List.of(user), future)),
                        NOW.plusSeconds(1))
                .toCompletableFuture()
                .join();
        List<String> texts = texts(pull(store, new InboxStart.Oldest(), 10, NOW));
        assertThat(texts.get(1)).contains("\"createdAt\":\"2026-03-01T12:00:00.000Z\"");
        assertThat(texts.get(2)).contains("\"createdAt\":\"2026-03-01T12:00:01.000Z\"");
    }

    /** A long page is read in several steps, and each delivery drops what several of them are about to read. */
    @Test
    void whoReadsOnWhileTheOldestAreDroppedGetsAllInOrderOrIsTold() {
        InboxStore store = store(300);
        CompletableFuture<Void> deliveries = CompletableFuture.runAsync(() -> {
            for (int first = 1; first <= 20_000; first += 100) {
                deliverAll(store, first, first + 99);
            }
        });
        while (!deliveries.isDone()) {
            InboxPage oldest = pull(store, new InboxStart.Oldest(), 300, NOW);
            requireDense(oldest);
            InboxPage next = pull(store, new InboxStart.After(oldest.cursor()), 300, NOW);
            requireDense(next);
            if (next.gap() == null && !next.entries().isEmpty()) {
                assertThat(seqs(next).get(0)).isEqualTo(oldest.cursor().seq() + 1);
            } else {
                assertThat(next.gap()).isNotEqualTo(Gap.RESET);
            }
        }
        deliveries.join();
        assertThat(seqs(pull(store, new InboxStart.Oldest(), 300, NOW)))
                .isEqualTo(LongStream.rangeClosed(19_701, 20_000).boxed().toList());
    }

    private static void requireDense(InboxPage page) {
        List<String> texts = texts(page);
        long before = page.cursor().seq() - texts.size();
        for (int i = 0; i < texts.size(); i++) {
            long seq = before + i + 1;
            assertThat(texts.get(i)).startsWith("{\"seq\":" + seq + ",").endsWith("\"entryId\":\"e" + seq + "\"}");
        }
    }

    @Test
    void latestGivesTheCursorOfTheNewestAndNoEntries() {
        InboxStore store = store(1000);
        IntStream.rangeClosed(1, 5).forEach(i -> deliver(store, "e" + i, NOW));
        InboxPage latest = pull(store, new InboxStart.Latest(), 100, NOW);
        assertThat(latest.entries()).isEmpty();
        assertThat(latest.hasMore()).isFalse();
        deliver(store, "e6", NOW);
        assertThat(seqs(pull(store, new InboxStart.After(latest.cursor()), 100, NOW)))
                .containsExactly(6L);
    }

    @Test
    void aDeliveryKeepsTheRequestsOrderInEachInbox() {
        InboxStore store = store(1000);
        List<Delivery> many = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> new Delivery(List.of(user), entry("e" + i)))
                .toList();
        store.deliver(many, NOW).toCompletableFuture().join();
        List<String> texts = texts(pull(store, new InboxStart.Oldest(), 1000, NOW));
        for (int i = 1; i <= 100; i++) {
            assertThat(texts.get(i - 1)).startsWith("{\"seq\":" + i + ",").endsWith("\"entryId\":\"e" + i + "\"}");
        }
    }

    @Test
    void aRecallTakesTheContentOutInPlaceAndAgainChangesNothing() {
        InboxStore store = store(1000);
        deliver(store, message("m1", 1, "KEPT"), NOW);
        deliver(store, message("m2", 2, "SECRET"), NOW);
        InboxCursor before = pull(store, new InboxStart.Oldest(), 2, NOW).cursor();
        deliver(store, edit("o1", 2, "SECRET again"), NOW);
        deliver(store, edit("o2", 1, "KEPT as well"), NOW);
        InboxCursor after = pull(store, new InboxStart.Oldest(), 100, NOW).cursor();

        assertThat(scrub(store, 2)).isEqualTo(1);
        assertThat(scrub(store, 2)).isZero();

        InboxPage page = pull(store, new InboxStart.Oldest(), 100, NOW);
        List<String> texts = texts(page);
        assertThat(seqs(page)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(texts.toString()).doesNotContain("SECRET").contains("KEPT", "KEPT as well");
        assertThat(texts.get(1))
                .startsWith("{\"seq\":2,\"createdAt\":\"2026-03-01T12:00:00.000Z\",\"entryId\":\"m2\"")
                .endsWith("\"message\":" + WireJson.MAPPER.writeValueAsString(recalled(2)) + "}");
        assertThat(texts.get(2)).contains("\"entryId\":\"o1\"").endsWith(",\"content\":null}}");
        assertThat(pull(store, new InboxStart.After(before), 100, NOW).gap()).isNull();
        assertThat(pull(store, new InboxStart.After(after), 100, NOW).gap()).isNull();
    }

    @Test
    void anEditThatHoldsMoreThanItsContentLosesItsContentAlone() {
        InboxStore store = store(1000);
        deliver(store, message("m1", 1, "SECRET"), NOW);
        String nested = "\"x\":{\"a\":[{\"b\":1,\"content\":{\"text\":\"KEPT\"}}],\"t\":\",\\\"content\\\":\"}";
        deliver(store, edit("o1", 1, nested, "SECRET"), NOW);
        assertThat(scrub(store, 1)).isEqualTo(1);
        assertThat(texts(pull(store, new InboxStart.Oldest(), 100, NOW)).get(1))
                .doesNotContain("SECRET")
                .endsWith(nested + ",\"content\":null}}");
    }

    @Test
    void aRecallOfAnotherMessageOrInAnotherConversationChangesNothing() {
        InboxStore store = store(1000);
        deliver(store, message("m1", 1, "KEPT"), NOW);
        deliver(store, message("m12", 12, "KEPT"), NOW);
        List<String> before = texts(pull(store, new InboxStart.Oldest(), 100, NOW));
        assertThat(scrub(store, 2)).isZero();
        assertThat(texts(pull(store, new InboxStart.Oldest(), 100, NOW))).isEqualTo(before);
    }

    @Test
    void aMessageBehindHundredsOfLaterOnesIsFound() {
        InboxStore store = store(1000);
        deliver(store, message("m1", 1, "SECRET"), NOW);
        IntStream.rangeClosed(2, 300).forEach(i -> deliver(store, "e" + i, NOW));
        assertThat(scrub(store, 1)).isEqualTo(1);
        InboxPage page = pull(store, new InboxStart.Oldest(), 1000, NOW);
        assertThat(texts(page).get(0)).doesNotContain("SECRET");
        assertThat(seqs(page)).isEqualTo(LongStream.rangeClosed(1, 300).boxed().toList());
    }

    protected final long scrub(InboxStore store, long seq) {
        return store.scrub(List.of(new Recall(List.of(user), recalled(seq))))
                .toCompletableFuture()
                .join();
    }

    private static Message recalled(long seq) {
        UserId sender = new UserId("a");
        return Message.sent(
                        new ConversationId("c"),
                        new Sequence(seq),
                        sender,
                        new ClientMessageId("m" + seq),
                        new MessageType("text"),
                        new Content("{}"),
                        NOW)
                .recalled(sender, NOW.plusSeconds(60));
    }

    protected static NewEntry message(String id, long seq, String text) {
        return new NewEntry(
                new EntryId(id),
                null,
                "\"entryId\":\"" + id + "\",\"kind\":\"MESSAGE\",\"message\":{\"conversationId\":\"c\",\"seq\":" + seq
                        + ",\"content\":{\"text\":\"" + text + "\"}}");
    }

    private static NewEntry edit(String id, long seq, String text) {
        return edit(id, seq, "\"operationId\":\"" + id + "\"", text);
    }

    private static NewEntry edit(String id, long seq, String between, String text) {
        return new NewEntry(
                new EntryId(id),
                null,
                "\"entryId\":\"" + id + "\",\"kind\":\"OPERATION\",\"operation\":{\"type\":\"EDIT\","
                        + "\"conversationId\":\"c\",\"seq\":" + seq + "," + between + ",\"content\":{\"text\":\"" + text
                        + "\"}}");
    }

    protected final DeliveryCount deliver(InboxStore store, NewEntry entry, Instant now) {
        return store.deliver(List.of(new Delivery(List.of(user), entry)), now)
                .toCompletableFuture()
                .join();
    }

    protected final DeliveryCount deliver(InboxStore store, String id, Instant now) {
        return deliver(store, entry(id), now);
    }

    private static NewEntry entry(String id) {
        return new NewEntry(new EntryId(id), null, "\"entryId\":\"" + id + "\"");
    }

    protected final InboxPage pull(InboxStore store, InboxStart start, int limit, Instant now) {
        return store.pull(user, start, limit, now).toCompletableFuture().join();
    }

    protected static List<String> texts(InboxPage page) {
        return page.entries().stream().map(InboxEntry::toString).toList();
    }

    protected static List<Long> seqs(InboxPage page) {
        return texts(page).stream()
                .map(text -> Long.parseLong(text.substring(text.indexOf(':') + 1, text.indexOf(','))))
                .toList();
    }
}
