package org.messageroaming.benchmarks.footprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.messageroaming.benchmarks.Survey;
import org.messageroaming.benchmarks.report.Figure;
import org.messageroaming.benchmarks.stack.Stack;
import org.messageroaming.localstack.ServiceProcess;

/**
 * How long a service takes from the start of its process until it says that it is ready, which is asked 50 ms after each answer. Its stores
 * run, its tables are there, and an instance of it runs beside it.
 */
final class StartUp implements Survey {
    private static final int STARTS = 7;

    @Override
    public String id() {
        return "start-up";
    }

    @Override
    public List<Figure> measure(Stack stack) {
        return List.of(
                figure(stack, "offline-service", () -> stack.startPlainOffline(Map.of())),
                figure(stack, "history-service", stack::startHistory));
    }

    private Figure figure(Stack stack, String service, Supplier<ServiceProcess> start) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            Stack.Scope scope = stack.scope();
            try {
                long begin = System.nanoTime();
                ServiceProcess unused = start.get();
                seconds.add((System.nanoTime() - begin) / 1e9);
            } finally {
                scope.close();
            }
        }
        return Figure.today(id(), "start of " + service + " until it is ready", "s", seconds);
    }
}
