package org.messageroaming.history.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.Buckets;

class PagePlanTest {
    private static final Buckets BUCKETS = new Buckets(250);

    @Property(tries = 2000)
    void goingBackwardByPagesShowsEveryVisibleMessageOnceInOrder(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int limit) {
        List<SeqRange> visible = visible(new Random(seed));
        List<Long> seen = new ArrayList<>();
        long last = Long.MAX_VALUE / 2;
        PagePlan plan = PagePlan.backward(visible, last, limit, BUCKETS);
        while (plan.count() > 0) {
            assertBounded(plan, limit);
            seen.addAll(0, seqs(plan.shown()));
            plan = PagePlan.backward(visible, plan.first() - 1, limit, BUCKETS);
        }
        assertThat(seen).isEqualTo(seqs(visible));
    }

    @Property(tries = 2000)
    void goingForwardByPagesShowsEveryVisibleMessageOnceInOrder(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int limit) {
        List<SeqRange> visible = visible(new Random(seed));
        List<Long> seen = new ArrayList<>();
        PagePlan plan = PagePlan.forward(visible, 1, limit, BUCKETS);
        while (plan.count() > 0) {
            assertBounded(plan, limit);
            seen.addAll(seqs(plan.shown()));
            plan = PagePlan.forward(visible, plan.last() + 1, limit, BUCKETS);
        }
        assertThat(seen).isEqualTo(seqs(visible));
    }

    @Property(tries = 2000)
    void aroundAVisibleMessageThePageHoldsIt(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 200) int limit,
            @ForAll @LongRange(min = 0, max = 1_000_000) long pick) {
        List<SeqRange> visible = visible(new Random(seed));
        List<Long> all = seqs(visible);
        long seq = all.get((int) (pick % all.size()));
        PagePlan plan = PagePlan.around(visible, seq, limit, BUCKETS);
        assertBounded(plan, limit);
        assertThat(plan.shows(seq)).as("%s around %s", plan, seq).isTrue();
    }

    private static void assertBounded(PagePlan plan, int limit) {
        assertThat(plan.count()).isBetween(1, limit);
        assertThat(plan.reads()).hasSizeBetween(1, 2);
        plan.reads().forEach(read -> assertThat(BUCKETS.of(read.first())).isEqualTo(BUCKETS.of(read.last())));
        assertThat(plan.onwards().stream().map(SeqRange::first)).isSorted();
        assertThat(plan.backwards().stream().map(SeqRange::first)).isSortedAccordingTo(Comparator.reverseOrder());
        List<Long> sides = new ArrayList<>(seqs(plan.backwards()));
        sides.addAll(seqs(plan.onwards()));
        assertThat(sides).hasSameElementsAs(seqs(plan.reads())).doesNotHaveDuplicates();
        List<Long> readable = seqs(plan.reads());
        assertThat(readable).containsAll(seqs(plan.shown()));
    }

    private static List<SeqRange> visible(Random random) {
        List<SeqRange> ranges = new ArrayList<>();
        long next = 1L + random.nextInt(300);
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            long last = next + random.nextInt(random.nextBoolean() ? 4 : 700);
            ranges.add(new SeqRange(next, last));
            next = last + 2L + random.nextInt(random.nextBoolean() ? 4 : 600);
        }
        return ranges;
    }

    private static List<Long> seqs(List<SeqRange> ranges) {
        return ranges.stream()
                .flatMapToLong(range -> LongStream.rangeClosed(range.first(), range.last()))
                .boxed()
                .toList();
    }
}
