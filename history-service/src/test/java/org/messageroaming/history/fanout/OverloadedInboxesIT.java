package org.messageroaming.history.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.HistoryIT;

/** The offline side answers so rarely that no long turn comes to its end. */
class OverloadedInboxesIT extends HistoryIT {
    private static final int MESSAGES = 24;
    /** So long that what a turn at its largest carries takes several requests. */
    private static final String LONG_TEXT = "x".repeat(60_000);

    private static final int ONE_OF = 3;

    @AfterEach
    void restore() {
        RecordedDeliveries.fails = steps -> false;
    }

    @Test
    void whatIsOwedDrainsInOrderThoughOneRequestOfThreeIsAnswered() throws Exception {
        createGroup("SINCE_JOIN", "ann", "bob");
        RecordedDeliveries.fails = steps -> true;
        for (int i = 1; i <= MESSAGES; i++) {
            ok(201, call("POST", path("/messages"), TOKENS.user("ann"), message("m" + i, LONG_TEXT)));
        }
        assertThat(delivered()).isEmpty();
        AtomicInteger requests = new AtomicInteger();
        RecordedDeliveries.fails = steps -> requests.incrementAndGet() % ONE_OF != 0;
        List<Long> all =
                IntStream.rangeClosed(1, MESSAGES).mapToObj(Long::valueOf).toList();
        await().atMost(Duration.ofMinutes(4))
                .untilAsserted(() ->
                        assertThat(delivered().stream().distinct().toList()).isEqualTo(all));
    }

    /** The sequences that were told of, in that order, repetitions among them. */
    private List<Long> delivered() {
        return RecordedDeliveries.ALL.stream()
                .map(Delivery::told)
                .filter(Delivery.Told.Sent.class::isInstance)
                .map(told -> ((Delivery.Told.Sent) told).message())
                .filter(sent -> sent.conversationId().value().equals(conversation))
                .map(sent -> sent.seq().value())
                .toList();
    }
}
