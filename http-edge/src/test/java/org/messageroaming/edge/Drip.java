package org.messageroaming.edge;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Writes a byte now and then, for half a minute or until the other side has enough. */
final class Drip implements AutoCloseable {
    private static final int BYTES = 300;
    private static final long PAUSE_MILLIS = 100;

    private final Socket socket;
    private final byte[] drop;
    private volatile boolean over;

    Drip(Socket socket, String drop) {
        this.socket = socket;
        this.drop = drop.getBytes(StandardCharsets.US_ASCII);
        Thread thread = new Thread(this::run, "drip");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            for (int i = 0; i < BYTES; i++) {
                socket.getOutputStream().write(drop);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            over = true;
        } catch (IOException closed) {
            // As it should be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is answered until the connection is closed; a reset is its end as well, since bytes were on their way. */
    String readToTheEnd() throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (SocketException reset) {
            return text.toString();
        }
        return text.toString();
    }

    /** Whether all was written and nobody stopped it. */
    boolean isOver() {
        return over;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
