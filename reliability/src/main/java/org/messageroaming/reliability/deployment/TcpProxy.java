package org.messageroaming.reliability.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.messageroaming.localstack.Endpoint;

/**
 * A wire that can be cut. Each connection goes to the first of the targets, beginning with another one each time, that takes it;
 * so it is a load balancer as well.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int CONNECT_MILLIS = 500;
    private static final int CHUNK = 16 * 1024;

    private final Supplier<List<Endpoint>> targets;
    private final ServerSocket door;
    private final ExecutorService threads;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final AtomicLong cuts = new AtomicLong();
    private final AtomicInteger turn = new AtomicInteger();

    /** @param targets where connections may go, asked for each connection */
    public TcpProxy(String name, Supplier<List<Endpoint>> targets) {
        this.targets = targets;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + "-proxy");
            thread.setDaemon(true);
            return thread;
        });
        try {
            this.door = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Where it listens. */
    public Endpoint endpoint() {
        return new Endpoint("127.0.0.1", door.getLocalPort());
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                Socket client = door.accept();
                threads.execute(() -> join(client));
            }
        } catch (IOException | RejectedExecutionException closed) {
            cutNow();
        }
    }

    private void join(Socket client) {
        List<Endpoint> all = targets.get();
        int first = turn.getAndIncrement();
        for (int i = 0; i < all.size(); i++) {
            Socket server = new Socket();
            try {
                Endpoint target = all.get(Math.floorMod(first + i, all.size()));
                server.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Wire wire = new Wire(client, server);
                wires.add(wire);
                threads.execute(wire::carryAnswers);
                wire.carryRequests();
                return;
            } catch (IOException | RejectedExecutionException nobodyThere) {
                closeQuietly(server);
            }
        }
        closeQuietly(client);
    }

    /** Each present connection ends in the middle of the next answer that it carries. */
    public void cutInAnswers() {
        wires.forEach(wire -> wire.doomed = true);
    }

    /** How many answers have been cut. */
    long cuts() {
        return cuts.get();
    }

    /** Each present connection ends now. */
    public void cutNow() {
        wires.forEach(Wire::end);
    }

    @Override
    public void close() {
        closeQuietly(door);
        cutNow();
        threads.shutdownNow();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("a socket closes without complaint", e);
        }
    }

    private final class Wire {
        private final Socket client;
        private final Socket server;
        private volatile boolean doomed;

        Wire(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void carryRequests() {
            carry(client, server, false);
        }

        void carryAnswers() {
            carry(server, client, true);
        }

        private void carry(Socket from, Socket to, boolean answers) {
            byte[] chunk = new byte[CHUNK];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    boolean cut = answers && doomed;
                    out.write(chunk, 0, cut ? count / 2 : count);
                    if (cut) {
                        cuts.incrementAndGet();
                        return;
                    }
                }
            } catch (IOException ended) {
                doomed = true;
            } finally {
                end();
            }
        }

        void end() {
            wires.remove(this);
            closeQuietly(client);
            closeQuietly(server);
        }
    }
}
