package org.messageroaming.reliability.load;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lets members of some conversations leave and come back; and what was acknowledged of that. */
public final class Churn implements Runnable {
    private static final int PAUSE_MILLIS = 700;

    private final List<World.Group> churning;
    private final Client service;
    private final Random random;
    private final BooleanSupplier ended;
    private final Tenures tenures = new Tenures();

    Churn(World world, Client service, Random random, BooleanSupplier ended) {
        this.churning = world.groups().stream().filter(World.Group::churns).toList();
        this.service = service;
        this.random = random;
        this.ended = ended;
    }

    /** Who belonged where when. */
    Tenures tenures() {
        return tenures;
    }

    @Override
    public void run() {
        while (!ended.getAsBoolean() && !churning.isEmpty()) {
            World.Group group = churning.get(random.nextInt(churning.size()));
            String member = group.members().get(random.nextInt(group.members().size()));
            boolean joins = random.nextBoolean();
            String path = "/v1/conversations/" + group.id() + "/members/" + member;
            tenures.add(group, member, joins, service.resolve(joins ? "PUT" : "DELETE", path, null, Set.of()));
            try {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(PAUSE_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
