package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what comes about by itself. */
final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Eventually() {}

    static <T> void is(T expected, Callable<T> actual) {
        Instant deadline = Instant.now().plus(PATIENCE);
        try {
            T value = actual.call();
            while (!Objects.equals(value, expected) && Instant.now().isBefore(deadline)) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                value = actual.call();
            }
            assertThat(value).isEqualTo(expected);
        } catch (Exception e) {
            throw new AssertionError("Nothing to compare with " + expected, e);
        }
    }
}
