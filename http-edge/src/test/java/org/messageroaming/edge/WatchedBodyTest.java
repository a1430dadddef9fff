package org.messageroaming.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.problem.RequestRejectedException;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.util.unit.DataSize;

/** Ten bytes a second after ten seconds, and half a minute in all, by a clock that goes on as a byte is read. */
class WatchedBodyTest {
    private static final int LONGEST = 1000;

    private long now;

    private WatchedBody body(boolean streamed, long millisEach) {
        BodyProperties body = new BodyProperties(
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                DataSize.ofBytes(10),
                DataSize.ofMegabytes(16),
                Duration.ofSeconds(5),
                16);
        HttpProperties properties = new HttpProperties(
                DataSize.ofBytes(LONGEST),
                List.of(Pattern.compile("/v1/import")),
                2,
                1,
                Duration.ofMinutes(1),
                Duration.ZERO,
                100,
                body);
        ByteArrayInputStream bytes = new ByteArrayInputStream(new byte[100 * LONGEST]) {
            @Override
            public synchronized int read() {
                now += TimeUnit.MILLISECONDS.toNanos(millisEach);
                return super.read();
            }

            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                throw new UnsupportedOperationException("bytes come one by one");
            }
        };
        return new WatchedBody(new DelegatingServletInputStream(bytes), properties, streamed, () -> now);
    }

    /** Reads as many one by one, and works on each for an hour. */
    private void read(WatchedBody body, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            assertThat(body.read()).isZero();
            now += TimeUnit.HOURS.toNanos(1);
        }
    }

    @Test
    void whoKeepsThePaceIsReadHoweverLongTheServiceTakes() throws IOException {
        read(body(true, 100), 5 * LONGEST);
        read(body(false, 10), LONGEST);
    }

    @Test
    void whoIsTooSlowIsReadForTheGraceAlone() {
        WatchedBody dripping = body(true, 1000);
        assertThatThrownBy(() -> read(dripping, 12)).isInstanceOf(SlowBodyException.class);
    }

    @Test
    void whoIsSlowerThanTheGraceButKeepsThePaceAfterItIsRead() throws IOException {
        WatchedBody slow = body(true, 1000);
        read(slow, 10);
    }

    @Test
    void aBodyThatIsNotStreamedHasHalfAMinuteWhateverItsPace() {
        WatchedBody body = body(false, 90);
        assertThatThrownBy(() -> read(body, 400)).isInstanceOf(SlowBodyException.class);
    }

    @Test
    void onlyAStreamedBodyMayBeLong() throws IOException {
        read(body(true, 1), LONGEST + 1);
        WatchedBody body = body(false, 1);
        assertThatThrownBy(() -> read(body, LONGEST + 1)).isInstanceOf(RequestRejectedException.class);
    }
}
