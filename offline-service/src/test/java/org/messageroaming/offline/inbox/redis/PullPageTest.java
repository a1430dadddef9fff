package org.messageroaming.offline.inbox.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxEntry;
import org.messageroaming.offline.inbox.InboxPage;

class PullPageTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String JSON = "\"n\":1}";
    private static final int LIMIT = 1000;
    /** Of a member of these tests, check included. */
    private static final int LARGEST = 12;

    /** Entries 8 and 9 of an inbox whose newest is 20. */
    private static PullPage begun(long room) {
        return begun(room, LARGEST);
    }

    private static PullPage begun(long room, long largest) {
        List<Object> answer = new ArrayList<>(Stream.of("", "incarnation", "9", "check9", "20", "tipped")
                .map(PullPageTest::bytes)
                .toList());
        answer.add(room);
        answer.add(largest);
        answer.addAll(members(8, 9));
        return new PullPage(answer);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static List<byte[]> members(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq -> bytes("check" + seq % 10 + JSON))
                .toList();
    }

    private static List<String> texts(PullPage page) {
        return page.page(NOW).entries().stream().map(InboxEntry::toString).toList();
    }

    private static List<String> entries(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq -> "{\"seq\":" + seq + "," + JSON)
                .toList();
    }

    @Test
    void whatFollowsIsReadUpToTheNewestOrTheLimit() {
        assertThat(begun(1000).wanted(LIMIT)).isEqualTo(11);
        assertThat(begun(1000).wanted(5)).isEqualTo(3);
        assertThat(begun(1000).wanted(2)).isZero();
    }

    @Test
    void aPageWithAllThatFollowsHasTheNewestOnesCheckAndNoMore() {
        PullPage page = begun(1000);
        assertThat(page.add(members(10, 20), 11)).isTrue();
        assertThat(page.wanted(LIMIT)).isZero();
        assertThat(texts(page)).isEqualTo(entries(8, 20));
        InboxPage done = page.page(NOW);
        assertThat(done.hasMore()).isFalse();
        assertThat(done.cursor()).isEqualTo(new InboxCursor("incarnation", 20, "check0", 20, "tipped", NOW));
    }

    @Test
    void noMoreIsReadThanMayBeGivenHoweverLargeItIs() {
        int largestEntry = LARGEST - Proofs.CHECK_LENGTH + "{\"seq\":1234567890123456,".length();
        assertThat(begun(3L * largestEntry).wanted(LIMIT)).isEqualTo(3);
        assertThat(begun(3L * largestEntry - 1).wanted(LIMIT)).isEqualTo(2);
        assertThat(begun(largestEntry - 1).wanted(LIMIT)).isZero();
    }

    @Test
    void whatWasLessThanItMayHaveBeenLeavesRoomForMore() {
        PullPage page = begun(100);
        assertThat(page.wanted(LIMIT)).isEqualTo(3);
        assertThat(page.add(members(10, 12), 3)).isTrue();
        assertThat(page.wanted(LIMIT)).isEqualTo(1);
    }

    /** One entry that is far larger than the others would have the rest read in many steps. */
    @Test
    void afterFourReadsThePageEndsAndTheNextPullGoesOn() {
        PullPage page = begun(10_000, 4000);
        for (int read = 1; read <= 4; read++) {
            assertThat(page.wanted(LIMIT)).isEqualTo(2);
            assertThat(page.add(members(page.seq() + 1, page.seq() + 2), 2)).isTrue();
        }
        assertThat(page.wanted(LIMIT)).isZero();
        assertThat(texts(page)).isEqualTo(entries(8, 17));
        InboxPage done = page.page(NOW);
        assertThat(done.hasMore()).isTrue();
        assertThat(done.cursor()).isEqualTo(new InboxCursor("incarnation", 17, "check7", 20, "tipped", NOW));
    }

    @Test
    void whereSomeWereDroppedMeanwhileThePageEndsBeforeThem() {
        PullPage page = begun(1000);
        assertThat(page.add(members(12, 20), 11)).isFalse();
        assertThat(texts(page)).isEqualTo(entries(8, 9));
        InboxPage done = page.page(NOW);
        assertThat(done.hasMore()).isTrue();
        assertThat(done.cursor()).isEqualTo(new InboxCursor("incarnation", 9, "check9", 20, "tipped", NOW));
    }

    @Test
    void whatGrewBeyondTheRoomIsLeftToTheNextPull() {
        PullPage page = begun(30);
        byte[] grown = bytes("check1" + JSON + " ".repeat(20));
        assertThat(page.add(List.of(members(10, 10).get(0), grown), 2)).isFalse();
        assertThat(texts(page)).isEqualTo(entries(8, 10));
        assertThat(page.page(NOW).cursor().check()).isEqualTo("check0");
    }
}
