package org.messageroaming.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void aWaitIsNoLongerThanWhatIsLeftOfTheRequest() {
        try (Deadline request = Deadline.begin(Duration.ofMinutes(1))) {
            assertThat(Deadline.atMost(LONG)).isLessThanOrEqualTo(Duration.ofMinutes(1));
            assertThat(Deadline.atMost(Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(1));
            assertThat(request).isNotNull();
        }
    }

    @Test
    void onceTheTimeIsOverNobodyWaits() {
        try (Deadline request = Deadline.begin(Duration.ZERO)) {
            assertThat(Deadline.atMost(LONG)).isZero();
            assertThat(request).isNotNull();
        }
    }

    @Test
    void aThreadThatServesNoRequestHasNoDeadline() {
        Deadline.begin(Duration.ZERO).close();
        assertThat(Deadline.atMost(LONG)).isEqualTo(LONG);
    }
}
