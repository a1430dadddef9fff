package org.messageroaming.reliability.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param status {@link #CLOSED} when the connection was closed without an answer, {@link #LATE} when nothing came in
 *     time, {@link #MALFORMED}
 * @param headers by lower-case name
 */
record Answer(int status, Map<String, List<String>> headers, String body) {
    static final int CLOSED = 0;
    static final int LATE = -1;
    /** What came is no HTTP/1.1; the body says why. */
    static final int MALFORMED = -2;

    private static final int SHOWN_BYTES = 600;

    static Answer without(int status) {
        return new Answer(status, Map.of(), "");
    }

    @Nullable
    String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    boolean isRefusal() {
        return status >= 400 && status < 500;
    }

    @Override
    public String toString() {
        return switch (status) {
            case CLOSED -> "closed without an answer";
            case LATE -> "no answer in time";
            case MALFORMED -> "no HTTP: " + body;
            default -> status + " " + headers + " " + Octets.printable(Octets.of(body), SHOWN_BYTES);
        };
    }
}
