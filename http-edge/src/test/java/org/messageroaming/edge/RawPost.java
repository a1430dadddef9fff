package org.messageroaming.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A POST whose body is written by hand.
 *
 * @param headers lines, each with its end
 * @param length of the body, as announced
 */
record RawPost(String path, String headers, int length) {
    private static final int GIVE_UP_MILLIS = (int) TimeUnit.MINUTES.toMillis(1);

    String head() {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + length + "\r\n\r\n";
    }

    /** Sends all but the body; whoever reads gives up after a minute without an answer. */
    Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(GIVE_UP_MILLIS);
        socket.getOutputStream().write(head().getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
