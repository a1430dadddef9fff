package org.messageroaming.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void eachCauseIsToldOnce() {
        IOException first = new IOException("connection reset");
        Throwable last = new IllegalStateException("not delivered", new CompletionException(first));
        assertThat(Causes.of(last))
                .isEqualTo("java.lang.IllegalStateException: not delivered,"
                        + " from java.util.concurrent.CompletionException: java.io.IOException: connection reset");
    }
}
