package org.messageroaming.reliability.fuzz;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request as it goes onto the wire; all texts are {@link Octets}.
 *
 * @param name what is attacked, and which of its requests this is
 * @param version the end of the request line; empty for none, which is HTTP/0.9
 * @param headers whole lines
 * @param body null when the request announces none
 * @param wild whether Tomcat may refuse it, or part with the client, before the application sees it
 */
record Attack(
        String name,
        String method,
        String target,
        String version,
        List<String> headers,
        @Nullable String body,
        Framing framing,
        boolean wild) {
    private static final int SHOWN_BYTES = 1500;

    Attack {
        headers = List.copyOf(headers);
    }

    /** A well-formed request without a fault. */
    static Attack of(String method, String target, String token, @Nullable String body) {
        List<String> headers =
                List.of("Host: localhost", "Authorization: Bearer " + token, "Content-Type: application/json");
        return new Attack("check", method, target, "HTTP/1.1", headers, body, Framing.LENGTH, false);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder(method).append(' ').append(target);
        text.append(version.isEmpty() ? "" : " " + version).append("\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        text.append(body == null ? "\r\n" : framing.frame(body));
        return Octets.of(text.toString());
    }

    /** Whether the connection is of no use for another request, whatever the server says. */
    boolean spoilsConnection() {
        return wild || !framing.isHonest();
    }

    @Override
    public String toString() {
        return name + ": " + Octets.printable(bytes(), SHOWN_BYTES);
    }
}
