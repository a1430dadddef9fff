package org.messageroaming.history.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.Content;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

class RequestsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int MAX_STEPS = 100;
    private static final int MAX_BYTES = 512 * 1024;

    private final Message message = TestFanout.message(1, NOW);
    private final Step delivery = delivery(message);
    private final Step scrub = new Scrub(List.of(new UserId("bob")), message.recalled(new UserId("ann"), NOW));

    private static Step delivery(Message sent) {
        return new Delivery(List.of(new UserId("bob")), new EntryId("e"), NOW, new Delivery.Told.Sent(sent));
    }

    /** A recall is told after what waits was scrubbed, and before what follows it. */
    @Test
    void eachHoldsOneKindAndTheOrderStays() {
        assertThat(Requests.of(List.of(delivery, delivery, scrub, delivery)))
                .containsExactly(List.of(delivery, delivery), List.of(scrub), List.of(delivery));
        assertThat(Requests.of(List.of())).isEmpty();
    }

    @Test
    void noneHoldsMoreStepsThanAreTaken() {
        assertThat(Requests.of(Collections.nCopies(2 * MAX_STEPS + 1, delivery)))
                .extracting(List::size)
                .containsExactly(MAX_STEPS, MAX_STEPS, 1);
    }

    @Test
    void noneHoldsMoreBytesThanAreTaken() {
        Step large = delivery(message.edited(new Content("{\"t\":\"" + "x".repeat(60_000) + "\"}"), NOW));
        List<List<Step>> requests =
                Requests.of(Stream.generate(() -> large).limit(7).toList());
        assertThat(requests)
                .hasSizeGreaterThan(1)
                .allSatisfy(request ->
                        assertThat(request.stream().mapToInt(Step::size).sum()).isLessThanOrEqualTo(MAX_BYTES));
        assertThat(requests.stream().mapToInt(List::size).sum()).isEqualTo(7);
    }
}
