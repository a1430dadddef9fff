package org.messageroaming.reliability.load;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A back end whose clock is wrong, now by seconds and now by days: it appends with times of its own. */
public final class Gateway implements Runnable {
    private static final int PAUSE_MILLIS = 100;

    private final String conversation;
    private final String sender;
    private final Client service;
    private final Random random;
    private final BooleanSupplier ended;
    private final Set<String> done = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    Gateway(String conversation, String sender, Client service, Random random, BooleanSupplier ended) {
        this.conversation = conversation;
        this.sender = sender;
        this.service = service;
        this.random = random;
        this.ended = ended;
    }

    /** Where it writes. */
    public String conversation() {
        return conversation;
    }

    /** The client message ids that were acknowledged. */
    public Set<String> done() {
        return done;
    }

    /** The client message ids that were refused. */
    public Set<String> refused() {
        return refused;
    }

    @Override
    public void run() {
        for (int i = 0; !ended.getAsBoolean(); i++) {
            String id = sender + "-gw-" + i;
            Duration error =
                    Duration.ofMillis((long) (Math.pow(10, random.nextInt(9)) * (random.nextDouble() * 2 - 1)));
            Client.Resolved resolved = service.resolve(
                    "POST",
                    "/v1/conversations/" + conversation + "/messages",
                    Map.of(
                            "clientMessageId",
                            id,
                            "sender",
                            sender,
                            "type",
                            "text",
                            "content",
                            Map.of("text", id),
                            "sentAt",
                            Instant.now()
                                    .plus(error)
                                    .truncatedTo(ChronoUnit.MILLIS)
                                    .toString()));
            if (resolved.state() == Fate.State.DONE) {
                done.add(id);
            } else if (resolved.state() == Fate.State.REFUSED) {
                refused.add(id);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
