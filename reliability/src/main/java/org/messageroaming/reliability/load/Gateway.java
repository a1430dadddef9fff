package org.messageroaming.reliability.load;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A back end whose clock is wrong, now by seconds and now by days: it appends with times of its own. */
final class Gateway implements Runnable {
    private static final int PAUSE_MILLIS = 100;
    private static final int MALFORMED = 400;
    private static final int CONFLICT = 409;

    private final World.Group group;
    private final String sender;
    private final Client service;
    private final Random random;
    private final BooleanSupplier ended;
    private final Asked asked;

    /** @param group takes what it writes */
    Gateway(World.Group group, String sender, Client service, Random random, BooleanSupplier ended) {
        this.group = group;
        this.sender = sender;
        this.asked = new Asked(sender);
        this.service = service;
        this.random = random;
        this.ended = ended;
    }

    /** What it asked for. Complete when the thread has ended. */
    Asked asked() {
        return asked;
    }

    World.Group group() {
        return group;
    }

    @Override
    public void run() {
        for (int i = 0; !ended.getAsBoolean(); i++) {
            append("gw-" + i);
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A time before the last message's is refused, and one that lies too far ahead. */
    private void append(String id) {
        Duration error = Duration.ofMillis((long) (Math.pow(10, random.nextInt(9)) * (random.nextDouble() * 2 - 1)));
        Fate fate = new Fate(group, sender, id, "text of " + id);
        asked.send(fate);
        fate.appended(service.resolve(
                "POST",
                "/v1/conversations/" + group.id() + "/messages",
                Map.of(
                        "clientMessageId",
                        id,
                        "sender",
                        sender,
                        "type",
                        "text",
                        "content",
                        Fate.content("text of " + id),
                        "sentAt",
                        Instant.now().plus(error).truncatedTo(ChronoUnit.MILLIS).toString()),
                error.isNegative() ? Set.of(CONFLICT) : Set.of(CONFLICT, MALFORMED)));
    }
}
