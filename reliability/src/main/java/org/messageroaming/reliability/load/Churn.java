package org.messageroaming.reliability.load;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final Map<World.Group, Map<String, Boolean>> belongs = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();

    Churn(World world, Client service, Random random, BooleanSupplier ended) {
        this.churning = world.groups().stream().filter(World.Group::churns).toList();
        this.service = service;
        this.random = random;
        this.ended = ended;
    }

    /** The conversations with members that came or went. */
    public Set<World.Group> groups() {
        return belongs.keySet();
    }

    /** Who was told last to belong, or not to; without those of whom it is not known. */
    public Map<String, Boolean> belongs(World.Group group) {
        Map<String, Boolean> known = new HashMap<>(belongs.getOrDefault(group, Map.of()));
        known.keySet().removeIf(member -> unknown.contains(group.id() + " " + member));
        return known;
    }

    @Override
    public void run() {
        while (!ended.getAsBoolean() && !churning.isEmpty()) {
            World.Group group = churning.get(random.nextInt(churning.size()));
            String member = group.members().get(random.nextInt(group.members().size()));
            boolean joins = random.nextBoolean();
            Client.Resolved resolved = service.resolve(
                    joins ? "PUT" : "DELETE", "/v1/conversations/" + group.id() + "/members/" + member, null);
            Map<String, Boolean> members = belongs.computeIfAbsent(group, key -> new HashMap<>());
            if (resolved.state() == Fate.State.DONE) {
                members.put(member, joins);
            } else {
                unknown.add(group.id() + " " + member);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(PAUSE_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
