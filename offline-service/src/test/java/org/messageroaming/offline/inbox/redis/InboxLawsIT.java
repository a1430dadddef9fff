package org.messageroaming.offline.inbox.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.Delivery;
import org.messageroaming.offline.inbox.Gap;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxEntry;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxStart;
import org.messageroaming.offline.inbox.InboxStore;
import org.messageroaming.offline.inbox.NewEntry;
import org.springframework.util.unit.DataSize;

/** I1, I2 and I4 as laws: random deliveries, repetitions, pulls and time steps against a plain list. */
class InboxLawsIT {
    private static final int MAX = 7;
    /** How many entries the script gives, which looks at the size of each. */
    private static final int EXACT = 32;

    private static final Duration WEEK = Duration.ofDays(7);

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void anInboxIsTheNewestEntriesOfAListAndACursorMissesNothingUntold(@ForAll long seed) {
        try (TestRedis redis = new TestRedis(SharedStack.redis())) {
            Random random = new Random(seed);
            InboxStore store = redis.store(MAX);
            UserId user = new UserId("law-" + UUID.randomUUID());
            Instant now = Instant.parse("2026-03-01T12:00:00Z");
            List<Instant> created = new ArrayList<>();
            InboxCursor cursor =
                    pull(store, user, new InboxStart.Oldest(), 1, now).cursor();
            for (int step = 0; step < 60; step++) {
                now = now.plus(Duration.ofHours(random.nextInt(30)));
                if (random.nextInt(3) > 0) {
                    boolean repeated = !created.isEmpty() && random.nextInt(4) == 0;
                    int number = repeated ? random.nextInt(created.size()) : created.size();
                    assertThat(deliver(store, user, number, now)).isEqualTo(repeated ? 0 : 1);
                    if (!repeated) {
                        created.add(now);
                    }
                } else {
                    int limit = 1 + random.nextInt(MAX);
                    InboxPage page = pull(store, user, new InboxStart.After(cursor), limit, now);
                    long floor = floor(created, now);
                    boolean missed = cursor.seq() < floor;
                    long from = Math.max(cursor.seq(), floor);
                    long last = Math.min(created.size(), from + limit);
                    assertThat(page.gap()).as("seed %s step %s", seed, step).isEqualTo(missed ? Gap.RETENTION : null);
                    assertThat(seqs(page.entries()))
                            .as("seed %s step %s", seed, step)
                            .isEqualTo(LongStream.rangeClosed(from + 1, last)
                                    .boxed()
                                    .toList());
                    assertThat(page.hasMore()).isEqualTo(last < created.size());
                    cursor = page.cursor();
                }
            }
        }
    }

    /**
     * The law of a pull that is bounded by size: it gives at least one entry and no more than fits, and the next goes on after it. Of
     * the first {@link #EXACT} it gives all that fit; beyond them it may end earlier.
     */
    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void everyEntryArrivesOnceWhateverAPullMayHold(
            @ForAll @IntRange(min = 1, max = 300) int count,
            @ForAll @IntRange(min = 1, max = 300) int limit,
            @ForAll @IntRange(min = 1, max = 200_000) int size,
            @ForAll long seed) {
        try (TestRedis redis = new TestRedis(SharedStack.redis())) {
            Random random = new Random(seed);
            InboxStore store = redis.store(1000, DataSize.ofBytes(size));
            UserId user = new UserId("law-" + UUID.randomUUID());
            Instant now = Instant.parse("2026-03-01T12:00:00Z");
            List<Delivery> all = IntStream.rangeClosed(1, count)
                    .mapToObj(i -> new Delivery(
                            List.of(user), sized("e" + i, random.nextInt(random.nextInt(100) == 0 ? 20_000 : 600))))
                    .toList();
            store.deliver(all, now).toCompletableFuture().join();

            List<InboxEntry> seen = new ArrayList<>();
            InboxPage before = pull(store, user, new InboxStart.Oldest(), limit, now);
            InboxPage page = before;
            seen.addAll(page.entries());
            while (page.hasMore()) {
                before = page;
                page = pull(store, user, new InboxStart.After(before.cursor()), limit, now);
                assertThat(page.gap()).isNull();
                assertThat(page.entries()).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
                assertThat(bytes(page.entries()) <= size || page.entries().size() == 1)
                        .as("%s bytes of %s", bytes(page.entries()), size)
                        .isTrue();
                assertThat(before.entries().size() == limit
                                || before.entries().size() >= EXACT
                                || bytes(before.entries())
                                                + page.entries().get(0).length()
                                        > size)
                        .as("the page before had room for no more")
                        .isTrue();
                seen.addAll(page.entries());
            }
            assertThat(seqs(seen))
                    .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
            assertThat(page.cursor().seq()).isEqualTo(count);
        }
    }

    private static NewEntry sized(String id, int length) {
        return new NewEntry(
                new EntryId(id), null, "\"entryId\":\"" + id + "\",\"text\":\"" + "x".repeat(length) + "\"");
    }

    private static long bytes(List<InboxEntry> entries) {
        return entries.stream().mapToLong(InboxEntry::length).sum();
    }

    /** The greatest sequence that is dropped, by count or by age. */
    private static long floor(List<Instant> created, Instant now) {
        long floor = Math.max(0, created.size() - MAX);
        while (floor < created.size() && created.get((int) floor).isBefore(now.minus(WEEK))) {
            floor++;
        }
        return floor;
    }

    private static long deliver(InboxStore store, UserId user, int number, Instant now) {
        NewEntry entry = new NewEntry(new EntryId("e" + number), null, "\"entryId\":\"e" + number + "\"");
        return store.deliver(List.of(new Delivery(List.of(user), entry)), now)
                .toCompletableFuture()
                .join()
                .accepted();
    }

    private static InboxPage pull(InboxStore store, UserId user, InboxStart start, int limit, Instant now) {
        return store.pull(user, start, limit, now).toCompletableFuture().join();
    }

    private static List<Long> seqs(List<InboxEntry> entries) {
        return entries.stream()
                .map(InboxEntry::toString)
                .map(text -> Long.parseLong(text.substring(text.indexOf(':') + 1, text.indexOf(','))))
                .toList();
    }
}
