package org.messageroaming.history.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.Buckets;
import org.messageroaming.history.timeline.Excerpt;
import org.messageroaming.history.timeline.Passage;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;

/** Whatever contents' sizes: going on from page to page gives every visible message once, in order. */
class PageReaderTest {
    private static final ConversationId ID = new ConversationId("c");
    private static final Buckets BUCKETS = new Buckets(20);
    private static final int LARGEST = 100;

    @Property
    void backwards(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int limit,
            @ForAll @IntRange(min = 1, max = 1500) int maxBytes) {
        Sized timeline = Sized.drawn(new Random(seed));
        List<Long> seen = new ArrayList<>();
        long before = Sequence.MAX;
        PagePlan plan = PagePlan.backward(timeline.visible(), before - 1, limit, BUCKETS);
        while (plan.count() > 0) {
            PageReader.Stretch stretch = read(timeline, maxBytes, plan);
            assertThat(stretch.first()).isLessThan(before);
            assertThat(stretch.last()).isEqualTo(plan.last());
            seen.addAll(0, seqs(stretch));
            before = stretch.first();
            plan = PagePlan.backward(timeline.visible(), before - 1, limit, BUCKETS);
        }
        assertThat(seen).isEqualTo(timeline.seqs());
    }

    @Property
    void onwards(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int limit,
            @ForAll @IntRange(min = 1, max = 1500) int maxBytes) {
        Sized timeline = Sized.drawn(new Random(seed));
        List<Long> seen = new ArrayList<>();
        long after = 0;
        PagePlan plan = PagePlan.forward(timeline.visible(), after + 1, limit, BUCKETS);
        while (plan.count() > 0) {
            PageReader.Stretch stretch = read(timeline, maxBytes, plan);
            assertThat(stretch.last()).isGreaterThan(after);
            assertThat(stretch.first()).isEqualTo(plan.first());
            seen.addAll(seqs(stretch));
            after = stretch.last();
            plan = PagePlan.forward(timeline.visible(), after + 1, limit, BUCKETS);
        }
        assertThat(seen).isEqualTo(timeline.seqs());
    }

    @Property
    void aroundAMessageItIsThereAndNothingIsPassedOver(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int limit,
            @ForAll @IntRange(min = 1, max = 1500) int maxBytes) {
        Random random = new Random(seed);
        Sized timeline = Sized.drawn(random);
        List<Long> all = timeline.seqs();
        long seq = all.get(random.nextInt(all.size()));
        PageReader.Stretch stretch = read(timeline, maxBytes, PagePlan.around(timeline.visible(), seq, limit, BUCKETS));
        assertThat(seqs(stretch))
                .contains(seq)
                .isEqualTo(all.stream()
                        .filter(one -> stretch.first() <= one && one <= stretch.last())
                        .toList());
    }

    /** One side has its messages in the further bucket only. */
    @Example
    void halfOfAByteIsRoomForAMessage() {
        aroundAMessageItIsThereAndNothingIsPassedOver(-24157817, 2, 1);
    }

    private static PageReader.Stretch read(Sized timeline, int maxBytes, PagePlan plan) {
        PageReader.Stretch stretch = new PageReader(timeline, maxBytes)
                .read(ID, plan)
                .toCompletableFuture()
                .join();
        assertThat(stretch.messages()).isNotEmpty();
        int sides = plan.backwards().isEmpty() || plan.onwards().isEmpty() ? 1 : 2;
        int bytes = stretch.messages().stream().mapToInt(Sized::size).sum();
        assertThat(bytes).isLessThan(maxBytes + sides * LARGEST);
        if (stretch.messages().size() < plan.count()) {
            assertThat(bytes).as("only for want of room").isGreaterThanOrEqualTo(maxBytes / sides);
        }
        return stretch;
    }

    private static List<Long> seqs(PageReader.Stretch stretch) {
        return stretch.messages().stream().map(message -> message.seq().value()).toList();
    }

    /**
     * A timeline in memory.
     *
     * @param visible what a page may show of it
     * @param sizes of the contents, by sequence from 1
     */
    private record Sized(List<SeqRange> visible, List<Integer> sizes) implements Timeline {

        static Sized drawn(Random random) {
            List<SeqRange> visible = new ArrayList<>();
            long next = 1L + random.nextInt(30);
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                long last = next + random.nextInt(random.nextBoolean() ? 4 : 70);
                visible.add(new SeqRange(next, last));
                next = last + 2L + random.nextInt(random.nextInt(4) == 0 ? 400 : 8);
            }
            int small = 2 + random.nextInt(20);
            List<Integer> sizes = random.ints(next, 0, 10)
                    .mapToObj(one -> one == 0 ? LARGEST : small)
                    .toList();
            return new Sized(visible, sizes);
        }

        static int size(Message message) {
            Content content = message.content();
            return content == null ? 0 : content.bytes();
        }

        List<Long> seqs() {
            return visible.stream()
                    .flatMap(range ->
                            LongStream.rangeClosed(range.first(), range.last()).boxed())
                    .toList();
        }

        @Override
        public CompletionStage<Passage> read(ConversationId id, Excerpt excerpt) {
            SeqRange range = excerpt.range();
            assertThat(BUCKETS.of(range.first())).isEqualTo(BUCKETS.of(range.last()));
            List<Long> wanted = new ArrayList<>(LongStream.rangeClosed(range.first(), range.last())
                    .filter(excerpt.wanted())
                    .boxed()
                    .toList());
            if (excerpt.newestFirst()) {
                Collections.reverse(wanted);
            }
            List<Message> messages = new ArrayList<>();
            long bytes = 0;
            for (long seq : wanted) {
                if (bytes >= excerpt.maxBytes() && !messages.isEmpty()) {
                    break;
                }
                messages.add(message(seq));
                bytes += sizes.get(Math.toIntExact(seq));
            }
            boolean whole = messages.size() == wanted.size();
            if (excerpt.newestFirst()) {
                Collections.reverse(messages);
            }
            return CompletableFuture.completedStage(new Passage(messages, bytes, whole));
        }

        private Message message(long seq) {
            String spaces = " ".repeat(sizes.get(Math.toIntExact(seq)) - 2);
            return new Message(
                    ID,
                    new Sequence(seq),
                    new UserId("u"),
                    new ClientMessageId("m" + seq),
                    new MessageType("text"),
                    new Content("{" + spaces + "}"),
                    Instant.EPOCH,
                    null,
                    null,
                    null);
        }

        @Override
        public CompletionStage<Void> write(long position, List<Message> messages) {
            throw new IllegalStateException("nothing is written");
        }

        @Override
        public CompletionStage<Long> countBefore(ConversationId id, long lastSeq, Instant time) {
            throw new IllegalStateException("nothing is counted");
        }

        @Override
        public Buckets buckets() {
            return BUCKETS;
        }
    }
}
