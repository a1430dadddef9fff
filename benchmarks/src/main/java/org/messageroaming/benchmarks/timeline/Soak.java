package org.messageroaming.benchmarks.timeline;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.messageroaming.benchmarks.Survey;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.report.Figure;
import org.messageroaming.benchmarks.stack.Jvm;
import org.messageroaming.benchmarks.stack.Stack;
import org.messageroaming.localstack.ServiceProcess;

/**
 * Whether the services need ever more memory under a load that stays the same: what they need in the first and in the last quarter of the
 * time. Before it a service has loaded and compiled what it runs.
 */
final class Soak implements Survey {
    private static final Duration WARM_UP = Duration.ofMinutes(1);
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(10);
    private static final int CONVERSATIONS = 1000;
    private static final Pace APPENDS = new Pace.Rate(40);
    private static final Pace PAGES = new Pace.Rate(20);
    private static final Pace PULLS = new Pace.Rate(100);
    private static final int QUARTERS = 4;

    private final Duration duration;

    Soak(Duration duration) {
        this.duration = duration;
    }

    @Override
    public String id() {
        return "soak";
    }

    @Override
    public boolean onlyWhenNamed() {
        return true;
    }

    @Override
    public List<Figure> measure(Stack stack) throws Exception {
        LoadPlan plan = plan(stack);
        stack.load().run(plan, WARM_UP);
        try (Samples offline = new Samples("offline-service", stack.offlineService());
                Samples history = new Samples("history-service", stack.historyService())) {
            CompletableFuture<?> load =
                    CompletableFuture.runAsync(() -> stack.load().run(plan, duration));
            while (!load.isDone()) {
                offline.take();
                history.take();
                TimeUnit.NANOSECONDS.sleep(BETWEEN_SAMPLES.toNanos());
            }
            // What failed in it is no steady load.
            load.join();
            return Stream.concat(offline.figures(id()), history.figures(id())).toList();
        }
    }

    /** Who sends in a conversation also reads there and pulls. */
    private static LoadPlan plan(Stack stack) throws InterruptedException {
        LoadPlan appends = AppendToMany.append(
                stack, stack.history(), "soak", Conversations.names("soak-", CONVERSATIONS), APPENDS);
        List<LoadPlan.Stream> streams = new ArrayList<>(appends.streams());
        streams.add(new LoadPlan.Stream(
                PAGES, stack.history(), "GET", "/v1/conversations/${conversation}/messages?limit=50", null));
        streams.add(new LoadPlan.Stream(PULLS, stack.offline(), "GET", "/v1/users/me/inbox?limit=50", null));
        return new LoadPlan(appends.rows(), appends.columns(), streams);
    }

    /** What one service needed, at one time after the other, in bytes. */
    private static final class Samples implements AutoCloseable {
        private final String service;
        private final Jvm jvm;
        private final List<Double> heap = new ArrayList<>();
        private final List<Double> resident = new ArrayList<>();

        Samples(String service, ServiceProcess process) throws IOException {
            this.service = service;
            this.jvm = Jvm.of(process);
        }

        void take() throws IOException {
            heap.add(jvm.heapAfterCollection() / 1e6);
            resident.add(jvm.resident() / 1e6);
        }

        Stream<Figure> figures(String id) {
            return Stream.of(
                    figure(id, "heap after a collection", "first", first(heap)),
                    figure(id, "heap after a collection", "last", last(heap)),
                    figure(id, "memory of the process", "first", first(resident)),
                    figure(id, "memory of the process", "last", last(resident)));
        }

        private Figure figure(String id, String what, String quarter, List<Double> values) {
            return Figure.today(id, service + ", " + what + ", " + quarter + " quarter", "MB", values);
        }

        private static List<Double> first(List<Double> samples) {
            return samples.subList(0, quarter(samples));
        }

        private static List<Double> last(List<Double> samples) {
            return samples.subList(samples.size() - quarter(samples), samples.size());
        }

        private static int quarter(List<Double> samples) {
            return Math.max(1, samples.size() / QUARTERS);
        }

        @Override
        public void close() throws IOException {
            jvm.close();
        }
    }
}
