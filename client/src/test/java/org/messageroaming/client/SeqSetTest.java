package org.messageroaming.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SeqSetTest {

    @Test
    void theHoleBeforeTheNewestRangeIsSeen() {
        SeqSet set = SeqSet.EMPTY.with(1, 3).with(7, 7).with(8, 9);
        assertThat(set.newest()).isEqualTo(new SeqSet.Range(7, 9));
        assertThat(set.newestHole()).isEqualTo(new SeqSet.Range(4, 6));
        assertThat(set.with(4, 6).ranges()).containsExactly(new SeqSet.Range(1, 9));
        assertThat(SeqSet.EMPTY.with(5, 4)).isEqualTo(SeqSet.EMPTY);
    }

    @RepeatedTest(50)
    void itHoldsWhatWasPutInAndStaysInOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        SeqSet set = SeqSet.EMPTY;
        TreeSet<Long> expected = new TreeSet<>();
        for (int i = 0; i < 15; i++) {
            long first = 1L + random.nextInt(60);
            long last = first + random.nextInt(6);
            set = set.with(first, last);
            for (long seq = first; seq <= last; seq++) {
                expected.add(seq);
            }
        }
        TreeSet<Long> actual = new TreeSet<>();
        long end = -1;
        for (SeqSet.Range range : set.ranges()) {
            assertThat(range.first()).as("disjoint and not adjacent").isGreaterThan(end + 1);
            end = range.last();
            for (long seq = range.first(); seq <= range.last(); seq++) {
                actual.add(seq);
            }
        }
        assertThat(actual).isEqualTo(expected);
    }
}
