package org.messageroaming.offline.inbox.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.messageroaming.model.UserId;

/** Does one thing at a time for each user, in the order given: what takes long for one of them takes one thread, not all. */
final class Turns {
    private final Executor executor;
    private final ConcurrentHashMap<UserId, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

    Turns(Executor executor) {
        this.executor = executor;
    }

    /** Returns at once. */
    void execute(UserId user, Runnable task) {
        CompletableFuture<Void> done = last.compute(
                user,
                (same, before) -> (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                        .whenCompleteAsync((nothing, error) -> task.run(), executor));
        CompletableFuture<Void> unused = done.whenComplete((nothing, error) -> last.remove(user, done));
    }
}
