package org.messageroaming.reliability;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.reliability.deployment.Services;
import org.messageroaming.reliability.deployment.Stores;

/** Services, in a keyspace of their own, that one round after the other runs on. */
final class Experiment implements AutoCloseable {
    private final String name = "x" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final AtomicInteger number = new AtomicInteger();
    private final Tokens tokens = Tokens.random();
    private final Stores stores;
    private final Services services;

    /**
     * Starts the services.
     *
     * @param repository the build's root folder
     * @param stores stay when the experiment ends
     * @param instances how many of each service
     * @param more further environment of all instances
     */
    Experiment(Path repository, Stores stores, int instances, Map<String, String> more) {
        this.stores = stores;
        this.services = new Services(repository, stores, tokens, instances, name, more);
    }

    Stores stores() {
        return stores;
    }

    Services services() {
        return services;
    }

    Tokens tokens() {
        return tokens;
    }

    /** @param seed of what the round draws */
    RoundResult run(RoundPlan plan, long seed) throws InterruptedException {
        return new Round(name + "-" + number.getAndIncrement(), plan, services, stores, tokens, seed).run();
    }

    /** A seed for a round: the one that was asked for by {@code -Droaming.seed=}, or a new one. */
    static long seed() {
        return Long.getLong("roaming.seed", new Random().nextLong());
    }

    @Override
    public void close() {
        services.close();
    }
}
