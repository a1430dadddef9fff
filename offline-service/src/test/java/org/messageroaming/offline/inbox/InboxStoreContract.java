package org.messageroaming.offline.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
import org.messageroaming.model.EntryId;
import org.messageroaming.model.UserId;

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

    protected final DeliveryCount deliver(InboxStore store, String id, Instant now) {
        return store.deliver(List.of(new Delivery(List.of(user), entry(id))), now)
                .toCompletableFuture()
                .join();
    }

    private static NewEntry entry(String id) {
        return new NewEntry(new EntryId(id), null, "\"entryId\":\"" + id + "\"");
    }

    protected final InboxPage pull(InboxStore store, InboxStart start, int limit, Instant now) {
        return store.pull(user, start, limit, now).toCompletableFuture().join();
    }

    protected static List<String> texts(InboxPage page) {
        return page.entries().stream()
                .map(entry -> new String(entry, StandardCharsets.UTF_8))
                .toList();
    }

    protected static List<Long> seqs(InboxPage page) {
        return texts(page).stream()
                .map(text -> Long.parseLong(text.substring(text.indexOf(':') + 1, text.indexOf(','))))
                .toList();
    }
}
