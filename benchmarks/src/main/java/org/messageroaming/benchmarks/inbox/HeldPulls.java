package org.messageroaming.benchmarks.inbox;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.messageroaming.benchmarks.Survey;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.load.LoadPlan.Stream;
import org.messageroaming.benchmarks.report.Figure;
import org.messageroaming.benchmarks.stack.Gauge;
import org.messageroaming.benchmarks.stack.Jvm;
import org.messageroaming.benchmarks.stack.Rest;
import org.messageroaming.benchmarks.stack.Stack;
import org.messageroaming.localstack.ServiceProcess;

/**
 * What ten thousand users who wait for something to arrive cost an instance when nothing does: each holds a pull for as long as it may,
 * and asks again on the same connection as soon as it is answered.
 */
final class HeldPulls implements Survey {
    private static final int HELD = 10_000;
    private static final Map<String, String> ROOM = Map.of("ROAMING_OFFLINE_WAIT_MAX", Integer.toString(HELD + 1));
    private static final String HEAP = "-Xmx1536m";
    private static final int WARM_UP_CLIENTS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    /** Fewer than the service serves at once, so that none is refused. */
    private static final int LOT = 50;
    /** Their waits differ, in seconds, so that they do not all ask again at the same time. */
    private static final int LEAST_WAIT = 20;

    private static final int MOST_WAIT = 30;
    /** In the warm-up. */
    private static final int WARM_UP_USERS = 200;
    /** Those who are just asking again are not held. */
    private static final double NEARLY_ALL = 0.98;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(50);
    /** Each asks again twice in it. */
    private static final Duration OBSERVED = Duration.ofSeconds(60);

    @Override
    public String id() {
        return "held-pulls";
    }

    @Override
    public List<Figure> measure(Stack stack) throws Exception {
        List<String> tokens = IntStream.range(0, HELD)
                .parallel()
                .mapToObj(i -> stack.tokens().user("held-" + i))
                .toList();
        ServiceProcess offline = stack.startPlainOffline(ROOM, HEAP);
        warmUp(stack, offline, tokens.subList(0, WARM_UP_USERS));
        try (Jvm jvm = Jvm.of(offline);
                WaitingClients clients = new WaitingClients(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), offline.port()),
                        number -> "/v1/users/me/inbox?wait=" + (LEAST_WAIT + number % (MOST_WAIT - LEAST_WAIT + 1)))) {
            long heapBefore = jvm.heapAfterCollection();
            long residentBefore = jvm.resident();
            Gauge held =
                    new Gauge(Rest.as(stack.tokens().service("benchmarks")), offline.uri(), "roaming_inbox_waiters");
            for (int i = 0; i < HELD; i += LOT) {
                clients.add(tokens.subList(i, i + LOT));
                await(held, clients, i + LOT / 2);
            }
            await(held, clients, (int) (HELD * NEARLY_ALL));
            Duration processorBefore = jvm.processorTime();
            long begin = System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(OBSERVED.toNanos());
            double processors =
                    jvm.processorTime().minus(processorBefore).toNanos() / (double) (System.nanoTime() - begin);
            long heap = jvm.heapAfterCollection();
            long resident = jvm.resident();
            await(held, clients, (int) (HELD * NEARLY_ALL));
            return List.of(
                    figure(
                            "heap of 10,000 held pulls, after a collection, over the heap before them",
                            "MB",
                            (heap - heapBefore) / 1e6),
                    figure(
                            "memory of the process with 10,000 held pulls, over the memory before them",
                            "MB",
                            (resident - residentBefore) / 1e6),
                    figure(
                            "processor time of 10,000 held pulls, each asked again after 20 to 30 s",
                            "% of a core",
                            100 * processors));
        }
    }

    private Figure figure(String what, String unit, double value) {
        return Figure.today(id(), what, unit, List.of(value));
    }

    /** A service that has just started serves slowly, and has not loaded all of itself. */
    private static void warmUp(Stack stack, ServiceProcess offline, List<String> tokens) {
        stack.load()
                .run(
                        new LoadPlan(
                                stack.load().rows("held", tokens),
                                List.of("token"),
                                List.of(new Stream(
                                        new Pace.Clients(WARM_UP_CLIENTS),
                                        offline.uri(),
                                        "GET",
                                        "/v1/users/me/inbox",
                                        null))),
                        WARM_UP);
    }

    private static void await(Gauge held, WaitingClients clients, int count) throws InterruptedException {
        long begin = System.nanoTime();
        while (held.value() < count) {
            clients.requireSuccess();
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException(held.value() + " pulls are held, not " + count);
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
        clients.requireSuccess();
    }
}
