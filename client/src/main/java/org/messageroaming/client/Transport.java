package org.messageroaming.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends one HTTP request. Where the JDK's HTTP client is not to be had, as on Android, another one is plugged in here. */
public interface Transport {

    /**
     * Sends a request and waits for the answer.
     *
     * @param token the bearer token
     * @param body JSON in UTF-8; null for none
     * @param timeout how long the answer may take
     * @throws IOException when there is no answer in time; the request may have taken effect
     */
    Answer send(String method, URI uri, String token, byte @Nullable [] body, Duration timeout)
            throws IOException, InterruptedException;

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body JSON in UTF-8; empty where there is none
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, byte[] body) {}
}
