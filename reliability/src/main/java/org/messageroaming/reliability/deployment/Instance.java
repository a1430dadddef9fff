package org.messageroaming.reliability.deployment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.messageroaming.localstack.Endpoint;
import org.messageroaming.localstack.LocalStackException;
import org.messageroaming.localstack.ServiceOptions;
import org.messageroaming.localstack.ServiceProcess;

/** One instance of a service: a process that can be killed, restarted and made to fail at a named point, behind a wire that can be cut. */
public final class Instance implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Instance.class.getName());
    private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 20;
    private static final HttpClient CONTROL = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONTROL_TIMEOUT)
            .build();

    private final String name;
    private final int controlPort;
    private final TcpProxy wire;
    private volatile ServiceProcess process;
    private volatile boolean ended;
    private volatile boolean starting;

    Instance(String name, ServiceOptions options, int controlPort) {
        this.name = name;
        this.controlPort = controlPort;
        this.process = ServiceProcess.start(options);
        this.wire = new TcpProxy(name, () -> List.of(process.endpoint()));
    }

    /** What it is called in reports. */
    public String name() {
        return name;
    }

    /** Where clients reach it: by the wire. */
    public URI uri() {
        return URI.create("http://" + wire.endpoint());
    }

    /** Where it listens itself. */
    Endpoint direct() {
        return process.endpoint();
    }

    /** The wire between it and its clients. */
    public TcpProxy wire() {
        return wire;
    }

    /** Whether its process exists. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it is being started again at the moment. */
    public boolean isStarting() {
        return starting;
    }

    /** {@code kill -9}. */
    public void kill() {
        ended = true;
        process.kill();
    }

    /** Waits until its process is gone; false when it still exists after {@code limit}. */
    public boolean awaitDeath(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (process.isAlive() && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MILLIS);
        }
        return !process.isAlive();
    }

    /** Whether its process is gone and nobody here ended it. */
    public boolean diedByItself() {
        return !process.isAlive() && !ended;
    }

    /** Asks it to end, and waits until it has drained. */
    public void stop() {
        ended = true;
        process.stop();
    }

    /** {@code SIGSTOP}. */
    public void pause() {
        process.pause();
    }

    /** {@code SIGCONT}. */
    public void resume() {
        process.resume();
    }

    /** Starts it again on the same port, unless it runs. */
    public synchronized void revive() {
        if (!process.isAlive()) {
            starting = true;
            try {
                process = process.restart();
                ended = false;
            } finally {
                starting = false;
            }
        }
    }

    /** As {@link #revive}, unless a store that it needs is away: then it stays dead, to be revived when everything is healed. */
    public void tryRevive() {
        try {
            revive();
        } catch (LocalStackException storeAway) {
            LOG.log(System.Logger.Level.DEBUG, name + " cannot start now", storeAway);
        }
    }

    /**
     * Arms a fault point of {@code org.messageroaming.faultpoints}.
     *
     * @param action {@code KILL}, {@code LINGER} or {@code LINGER_THEN_DIE}
     * @param passes at which pass from now on, from 1
     * @param linger how long it lingers
     */
    public void arm(String point, String action, int passes, Duration linger) {
        URI uri = URI.create("http://127.0.0.1:" + controlPort + "/" + point + "/" + action + "/" + passes + "/"
                + linger.toMillis());
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(CONTROL_TIMEOUT)
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            int status = send(request);
            if (status != 204) {
                throw new IllegalArgumentException("no such fault point: " + uri);
            }
        } catch (IOException e) {
            throw new LocalStackException(name + " does not let its fault points be armed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("interrupted", e);
        }
    }

    /** Once more when the connection was one to an earlier process. */
    private static int send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return CONTROL.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException gone) {
            return CONTROL.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    @Override
    public void close() {
        wire.close();
        process.close();
    }
}
