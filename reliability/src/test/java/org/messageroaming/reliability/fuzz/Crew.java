package org.messageroaming.reliability.fuzz;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends many requests to one service, a few at a time. */
final class Crew implements AutoCloseable {
    private static final int HANDS = 4;

    private final ExecutorService hands = Executors.newFixedThreadPool(HANDS);
    private final List<Wire> wires = new ArrayList<>();

    Crew(URI service, Duration deadline, ScheduledExecutorService watch) {
        for (int i = 0; i < HANDS; i++) {
            wires.add(new Wire(service, deadline, watch));
        }
    }

    /** Answers in the order of the attacks. */
    List<Answer> send(List<Attack> attacks) {
        Answer[] answers = new Answer[attacks.size()];
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> busy = new ArrayList<>();
        for (Wire wire : wires) {
            busy.add(hands.submit(() -> {
                for (int i = next.getAndIncrement(); i < answers.length; i = next.getAndIncrement()) {
                    answers[i] = wire.send(attacks.get(i));
                }
            }));
        }
        busy.forEach(Crew::await);
        return List.of(answers);
    }

    private static void await(Future<?> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request could not be sent", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        hands.shutdownNow();
        wires.forEach(Wire::close);
    }
}
