package org.messageroaming.offline.inbox.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.Delivery;
import org.messageroaming.offline.inbox.Gap;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxStart;
import org.messageroaming.offline.inbox.InboxStore;
import org.messageroaming.offline.inbox.NewEntry;

/** I1, I2 and I4 as laws: random deliveries, repetitions, pulls and time steps against a plain list. */
class InboxLawsIT {
    private static final int MAX = 7;
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
                    assertThat(seqs(page))
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

    private static List<Long> seqs(InboxPage page) {
        return page.entries().stream()
                .map(entry -> new String(entry, StandardCharsets.UTF_8))
                .map(text -> Long.parseLong(text.substring(text.indexOf(':') + 1, text.indexOf(','))))
                .toList();
    }
}
