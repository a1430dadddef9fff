package org.messageroaming.localstack;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Asks a server once whether it is ready. */
@FunctionalInterface
interface Probe {

    /** How long a single question may take. */
    int TIMEOUT_MILLIS = 2_000;

    boolean answers();

    /** Redis: {@code PING}; any answer will do, also that a password is wanted, but not that the data is being loaded. */
    static Probe redis(Endpoint endpoint) {
        return redis(endpoint, null);
    }

    /** The same in TLS, unless the certificates are null. */
    static Probe redis(Endpoint endpoint, @Nullable Certificates tls) {
        byte[] ping = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);
        return () -> ask(endpoint, tls, ping, answer -> {
            String line = new String(answer.readNBytes(5), StandardCharsets.US_ASCII);
            return line.equals("+PONG") || line.equals("-NOAU");
        });
    }

    /** Cassandra: an {@code OPTIONS} frame of protocol version 4, to be answered by a {@code SUPPORTED} frame. */
    static Probe cassandra(Endpoint endpoint) {
        return cassandra(endpoint, null);
    }

    /** The same in TLS, unless the certificates are null. */
    static Probe cassandra(Endpoint endpoint, @Nullable Certificates tls) {
        byte[] options = {4, 0, 0, 0, 5, 0, 0, 0, 0};
        int supported = 6;
        return () -> ask(endpoint, tls, options, answer -> {
            byte[] header = answer.readNBytes(options.length);
            return header.length == options.length && header[4] == supported;
        });
    }

    /** HTTP: the address answers 200. */
    static Probe http(URI uri) {
        return http(uri, null);
    }

    /** The same in TLS, unless the certificates are null. */
    static Probe http(URI uri, @Nullable Certificates tls) {
        return () -> {
            try {
                HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
                if (tls != null) {
                    ((HttpsURLConnection) connection)
                            .setSSLSocketFactory(tls.context().getSocketFactory());
                }
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

    private static boolean ask(Endpoint endpoint, @Nullable Certificates tls, byte[] question, Reading reading) {
        try (Socket socket = connect(endpoint, tls)) {
            socket.getOutputStream().write(question);
            return reading.isReady(new DataInputStream(socket.getInputStream()));
        } catch (IOException e) {
            return false;
        }
    }

    /** A connection in TLS, unless the certificates are null, on which reading takes no longer than a question may. */
    static Socket connect(Endpoint endpoint, @Nullable Certificates tls) throws IOException {
        SocketFactory sockets =
                tls == null ? SocketFactory.getDefault() : tls.context().getSocketFactory();
        Socket socket = sockets.createSocket();
        try {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Judges an answer. */
    @FunctionalInterface
    interface Reading {
        boolean isReady(DataInputStream answer) throws IOException;
    }
}
