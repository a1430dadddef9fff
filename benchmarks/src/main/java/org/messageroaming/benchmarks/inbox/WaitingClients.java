package org.messageroaming.benchmarks.inbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Clients with a connection each, that ask again as soon as they are answered, all on one thread: a load generator starts them all at once. */
final class WaitingClients implements AutoCloseable {
    private static final int BUFFER_BYTES = 65_536;
    private static final String SUCCESS = "HTTP/1.1 200";
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private final InetSocketAddress service;
    private final IntFunction<String> path;
    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final Queue<Client> joining = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final Thread thread = new Thread(this::serve, "waiting-clients");
    private volatile @Nullable Throwable failure;

    /** @param path what is asked for, by the number of the client, from 0 */
    WaitingClients(InetSocketAddress service, IntFunction<String> path) throws IOException {
        this.service = service;
        this.path = path;
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection, and what came on it of the answer that is under way. */
    private record Client(SocketChannel channel, String request, StringBuilder answer) {

        void ask() throws IOException {
            answer.setLength(0);
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(US_ASCII));
            channel.write(bytes);
            if (bytes.hasRemaining()) {
                throw new IOException("a request did not fit the connection");
            }
        }
    }

    /** Has one more begin for each token. */
    void add(List<String> tokens) throws IOException {
        List<Client> clients = new ArrayList<>();
        for (String token : tokens) {
            SocketChannel channel = SocketChannel.open(service);
            String target = path.apply(channels.size());
            channels.add(channel);
            channel.configureBlocking(false);
            String request =
                    "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
            clients.add(new Client(channel, request, new StringBuilder()));
        }
        joining.addAll(clients);
        selector.wakeup();
    }

    /** @throws IllegalStateException when one was not answered with success */
    void requireSuccess() {
        Throwable cause = failure;
        if (cause != null) {
            throw new IllegalStateException("a client that waits was not served", cause);
        }
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(this::read);
                for (Client client = joining.poll(); client != null; client = joining.poll()) {
                    client.channel().register(selector, SelectionKey.OP_READ, client);
                    client.ask();
                }
            }
        } catch (ClosedSelectorException e) {
            // All is over.
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private void read(SelectionKey key) {
        Client client = (Client) key.attachment();
        try {
            buffer.clear();
            if (client.channel().read(buffer) < 0) {
                throw new IOException("a connection was closed");
            }
            StringBuilder answer = client.answer().append(US_ASCII.decode(buffer.flip()));
            if (answer.length() >= SUCCESS.length() && answer.indexOf(SUCCESS) != 0) {
                throw new IOException("the answer is " + answer);
            }
            int tail = answer.length() - LAST_CHUNK.length();
            if (tail >= 0 && answer.indexOf(LAST_CHUNK, tail) == tail) {
                client.ask();
            }
        } catch (IOException e) {
            failure = e;
            key.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
