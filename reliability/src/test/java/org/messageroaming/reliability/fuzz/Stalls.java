package org.messageroaming.reliability.fuzz;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Requests of every operation whose body stops half way, all at once, on connections that stay open. */
final class Stalls {
    /** Three times what the services' configuration lets a client be silent for. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final World world;
    private final ScheduledExecutorService watch;

    Stalls(World world, ScheduledExecutorService watch) {
        this.world = world;
        this.watch = watch;
    }

    /** What is wrong with the answers; empty when nothing is. */
    List<String> attack(URI service, ApiDocument document) {
        List<Attack> attacks = new ArrayList<>();
        for (ApiOperation operation : document.operations()) {
            for (Framing framing : Framing.values()) {
                if (framing.isCut()) {
                    attacks.add(stalled(operation, framing));
                }
            }
        }
        ExecutorService waiting = Executors.newFixedThreadPool(attacks.size());
        try {
            return attacks.stream()
                    .map(attack -> CompletableFuture.supplyAsync(() -> complaint(service, attack), waiting))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .filter(Objects::nonNull)
                    .toList();
        } finally {
            waiting.shutdownNow();
        }
    }

    private Attack stalled(ApiOperation operation, Framing framing) {
        Draft draft = new ValidRequests(world, new SplittableRandom(1)).draw(operation);
        draft.framing = framing;
        if (draft.body == null) {
            draft.body = "{";
        }
        return draft.toAttack(operation.key() + " " + framing);
    }

    private @Nullable String complaint(URI service, Attack attack) {
        try (Wire wire = new Wire(service, DEADLINE, watch)) {
            Answer answer = wire.sendAndHold(attack);
            String complaint = Rules.complaint(attack, answer);
            return complaint == null ? null : complaint + ": " + answer + "\n  to " + attack;
        }
    }
}
