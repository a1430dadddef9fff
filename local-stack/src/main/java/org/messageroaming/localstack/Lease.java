package org.messageroaming.localstack;

import java.util.concurrent.CompletableFuture;

/**
 * The use of a server that may be ours or someone else's.
 *
 * @param endpoint where it listens
 * @param ended completes when a server of ours has ended; never for someone else's
 * @param release ends the use; ends the server too if it is ours
 */
record Lease(Endpoint endpoint, CompletableFuture<Void> ended, Runnable release) {

    static Lease own(Server server) {
        return new Lease(server.endpoint(), server.onExit(), server::close);
    }

    /**
     * A server that runs already.
     *
     * @throws LocalStackException if nothing answers there
     */
    static Lease configured(String property, Endpoint endpoint, Probe probe, Progress progress) {
        if (!probe.answers()) {
            throw new LocalStackException(Settings.variable(property) + " is " + endpoint
                    + ", but no such server answers there: start it, or unset the variable to have one started.");
        }
        progress.report(Settings.variable(property) + " is set: using " + endpoint);
        return foreign(endpoint, () -> {});
    }

    static Lease foreign(Endpoint endpoint, Runnable release) {
        return new Lease(endpoint, new CompletableFuture<>(), release);
    }
}
