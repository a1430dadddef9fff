package org.messageroaming.faultpoints;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The points of this process and what is to happen there. They are armed by {@code PUT /POINT/ACTION/N/MILLIS} on the port that
 * {@code FAULT_POINTS_PORT} names: at the N-th pass from now on (from 1) the action {@code KILL} ends the process on the spot, as
 * {@code kill -9} does, and {@code LINGER} holds that pass for so many milliseconds.
 * {@code LINGER_THEN_DIE} does so too, and from then on the second pass of {@link FaultPoint#APPLIED} ends the process: what lingered is
 * likely to be applied by then.
 */
final class FaultPoints implements AutoCloseable {
    private static final String PORT_VARIABLE = "FAULT_POINTS_PORT";
    private static final int KILLED = 137;
    private static final int OK = 204;
    private static final int MALFORMED = 400;

    private final HttpServer control;
    private final Map<FaultPoint, Armed> armed = new EnumMap<>(FaultPoint.class);

    private enum Action {
        KILL,
        LINGER,
        LINGER_THEN_DIE
    }

    private record Armed(Action action, int passes, long millis) {}

    private FaultPoints(HttpServer control) {
        this.control = control;
    }

    /** Opens the control port. */
    static FaultPoints open() {
        try {
            int port = Integer.parseInt(System.getenv().getOrDefault(PORT_VARIABLE, "0"));
            HttpServer control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            FaultPoints points = new FaultPoints(control);
            control.createContext("/", points::arm);
            startDaemon(control);
            return points;
        } catch (IOException e) {
            throw new UncheckedIOException("The control port of the fault points cannot be opened", e);
        }
    }

    /** The server's thread is one like the thread that starts it, and must not keep a service alive that fails to start. */
    private static void startDaemon(HttpServer control) {
        Thread starter = new Thread(control::start, "fault-points");
        starter.setDaemon(true);
        starter.start();
    }

    private void arm(HttpExchange exchange) throws IOException {
        String[] parts = exchange.getRequestURI().getPath().split("/", -1);
        int status = OK;
        try {
            Armed next = new Armed(Action.valueOf(parts[2]), Integer.parseInt(parts[3]), Long.parseLong(parts[4]));
            synchronized (this) {
                armed.put(FaultPoint.valueOf(parts[1]), next);
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
            status = MALFORMED;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** What is to happen now at a point; null when nothing is. */
    private synchronized @Nullable Armed next(FaultPoint point) {
        Armed here = armed.get(point);
        if (here == null) {
            return null;
        }
        if (here.passes() > 1) {
            armed.put(point, new Armed(here.action(), here.passes() - 1, here.millis()));
            return null;
        }
        if (here.action() == Action.KILL) {
            Runtime.getRuntime().halt(KILLED);
        }
        armed.remove(point);
        return here;
    }

    private synchronized void lingered(Armed here) {
        if (here.action() == Action.LINGER_THEN_DIE) {
            armed.put(FaultPoint.APPLIED, new Armed(Action.KILL, 2, 0));
        }
    }

    /** Passes a point once the stage is complete. */
    <T> CompletionStage<T> after(FaultPoint point, CompletionStage<T> stage) {
        return stage.thenCompose(value -> {
            Armed here = next(point);
            if (here == null) {
                return CompletableFuture.completedStage(value);
            }
            Executor later = CompletableFuture.delayedExecutor(here.millis(), TimeUnit.MILLISECONDS);
            return CompletableFuture.supplyAsync(
                    () -> {
                        lingered(here);
                        return value;
                    },
                    later);
        });
    }

    /** Passes a point on the calling thread. */
    void pass(FaultPoint point) {
        after(point, CompletableFuture.completedStage("passed"))
                .toCompletableFuture()
                .join();
    }

    @Override
    public void close() {
        control.stop(0);
    }
}
