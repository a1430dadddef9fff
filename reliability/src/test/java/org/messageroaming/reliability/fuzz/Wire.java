package org.messageroaming.reliability.fuzz;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A plain socket to one service, for requests that no HTTP library would send. Keeps its connection where a request leaves it
 * usable. Every exchange has a deadline, kept by closing the socket, so that a blocked write ends too. For one thread.
 */
final class Wire implements AutoCloseable {
    private final URI service;
    private final Duration deadline;
    private final ScheduledExecutorService watch;
    private @Nullable Connection kept;

    Wire(URI service, Duration deadline, ScheduledExecutorService watch) {
        this.service = service;
        this.deadline = deadline;
        this.watch = watch;
    }

    /** Sends it and reads the first answer. A cut request is followed by the end of what this side sends. */
    Answer send(Attack attack) {
        Connection reused = kept;
        kept = null;
        if (reused != null && !attack.spoilsConnection()) {
            Answer answer = exchange(reused, attack, attack.framing().isCut());
            if (answer.status() != Answer.CLOSED) {
                return answer;
            }
        } else if (reused != null) {
            reused.close();
        }
        return sendFresh(attack, attack.framing().isCut());
    }

    /** As {@link #send} on a connection of its own that stays open while the answer is awaited. */
    Answer sendAndHold(Attack attack) {
        return sendFresh(attack, false);
    }

    private Answer sendFresh(Attack attack, boolean end) {
        try {
            return exchange(Connection.open(service), attack, end);
        } catch (IOException e) {
            throw new UncheckedIOException("No connection to " + service, e);
        }
    }

    private Answer exchange(Connection connection, Attack attack, boolean end) {
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> alarm = watch.schedule(
                () -> {
                    late.set(true);
                    connection.close();
                },
                deadline.toMillis(),
                TimeUnit.MILLISECONDS);
        Answer answer = connection.exchange(attack, end);
        alarm.cancel(false);
        if (late.get()) {
            return Answer.without(Answer.LATE);
        }
        if (answer.status() == Answer.CLOSED
                || attack.spoilsConnection()
                || "close".equalsIgnoreCase(answer.header("Connection"))) {
            connection.close();
        } else {
            kept = connection;
        }
        return answer;
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
        }
    }

    private record Connection(Socket socket, AnswerReader answers) {
        static Connection open(URI service) throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(service.getHost(), service.getPort()));
            return new Connection(socket, new AnswerReader(new BufferedInputStream(socket.getInputStream())));
        }

        Answer exchange(Attack attack, boolean end) {
            try {
                write(attack, end);
                return answers.read("HEAD".equals(attack.method()));
            } catch (ProtocolException | NumberFormatException e) {
                return new Answer(Answer.MALFORMED, Map.of(), String.valueOf(e.getMessage()));
            } catch (IOException e) {
                // An end, or a reset, which is what a server's close looks like while this side still sends.
                return Answer.without(Answer.CLOSED);
            }
        }

        /** A server may refuse a body before it has come whole; its answer counts all the same. */
        private void write(Attack attack, boolean end) {
            try {
                socket.getOutputStream().write(attack.bytes());
                if (end) {
                    socket.shutdownOutput();
                }
            } catch (IOException refusedWhileSending) {
                // The reader will find the answer, or the end.
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
