package org.messageroaming.localstack;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks a server once whether it is ready. */
@FunctionalInterface
interface Probe {

    /** How long a single question may take. */
    int TIMEOUT_MILLIS = 2_000;

    boolean answers();

    /** Redis: {@code PING}; any answer will do, also that a password is wanted, but not that the data is being loaded. */
    static Probe redis(Endpoint endpoint) {
        byte[] ping = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);
        return () -> ask(endpoint, ping, answer -> {
            String line = new String(answer.readNBytes(5), StandardCharsets.US_ASCII);
            return line.equals("+PONG") || line.equals("-NOAU");
        });
    }

    /** Cassandra: an {@code OPTIONS} frame of protocol version 4, to be answered by a {@code SUPPORTED} frame. */
    static Probe cassandra(Endpoint endpoint) {
        byte[] options = {4, 0, 0, 0, 5, 0, 0, 0, 0};
        int supported = 6;
        return () -> ask(endpoint, options, answer -> {
            byte[] header = answer.readNBytes(options.length);
            return header.length == options.length && header[4] == supported;
        });
    }

    /** HTTP: the address answers 200. */
    static Probe http(URI uri) {
        return () -> {
            try {
                HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
                connection.setConnectTimeout(TIMEOUT_MILLIS);
                connection.setReadTimeout(TIMEOUT_MILLIS);
                try {
                    return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException e) {
                return false;
            }
        };
    }

    private static boolean ask(Endpoint endpoint, byte[] question, Reading reading) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(question);
            return reading.isReady(new DataInputStream(socket.getInputStream()));
        } catch (IOException e) {
            return false;
        }
    }

    /** Judges an answer. */
    @FunctionalInterface
    interface Reading {
        boolean isReady(DataInputStream answer) throws IOException;
    }
}
