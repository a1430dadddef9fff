package org.messageroaming.localstack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts servers that take long, or that wait for each other, at the same time. */
final class AtOnce {

    private AtOnce() {}

    /**
     * Waits until all have started, and closes those that have if one has not.
     *
     * @return the servers in the order of their starts
     * @throws LocalStackException if one cannot be started
     */
    static <S extends Server> List<S> start(List<Supplier<S>> starts) {
        ExecutorService threads = Executors.newFixedThreadPool(starts.size());
        List<S> started = new ArrayList<>();
        RuntimeException failure = null;
        try {
            List<CompletableFuture<S>> servers = starts.stream()
                    .map(start -> CompletableFuture.supplyAsync(start, threads))
                    .toList();
            for (CompletableFuture<S> server : servers) {
                try {
                    started.add(server.join());
                } catch (CompletionException e) {
                    failure = failure == null ? causeOf(e) : failure;
                }
            }
        } finally {
            threads.shutdown();
        }
        throwIfAny(failure, started);
        return started;
    }

    private static void throwIfAny(@Nullable RuntimeException failure, List<? extends Server> started) {
        if (failure != null) {
            started.forEach(Server::close);
            throw failure;
        }
    }

    private static RuntimeException causeOf(CompletionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : e;
    }
}
