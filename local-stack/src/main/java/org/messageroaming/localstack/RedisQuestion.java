package org.messageroaming.localstack;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One inline command to a Redis over a connection of its own: this module has no client. */
final class RedisQuestion {

    private RedisQuestion() {}

    /**
     * The answer: a simple string or a number without its sign, or a bulk string.
     *
     * @throws IOException if there is no answer, or an error, or one of another shape
     */
    static String ask(Endpoint endpoint, String command) throws IOException {
        return ask(endpoint, null, command);
    }

    /** The same in TLS, unless the certificates are null. */
    static String ask(Endpoint endpoint, @Nullable Certificates tls, String command) throws IOException {
        try (Socket socket = Probe.connect(endpoint, tls)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            String line = line(answer);
            String rest = line.isEmpty() ? "" : line.substring(1);
            if (line.startsWith("+") || line.startsWith(":")) {
                return rest;
            }
            if (line.startsWith("$")) {
                return new String(answer.readNBytes(Integer.parseInt(rest)), StandardCharsets.UTF_8);
            }
            throw new IOException("Redis on " + endpoint + " answers \"" + line + "\" to " + command);
        }
    }

    private static String line(DataInputStream answer) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = answer.readUnsignedByte(); next != '\r'; next = answer.readUnsignedByte()) {
            line.append((char) next);
        }
        answer.readUnsignedByte();
        return line.toString();
    }
}
