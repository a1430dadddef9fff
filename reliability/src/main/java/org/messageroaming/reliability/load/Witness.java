package org.messageroaming.reliability.load;

import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A device that does nothing but pull, along one chain of cursors, by whichever instance. One that pulls seldom sees less of what
 * Redis loses before it is lost.
 */
final class Witness implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Received received;
    private final String token;
    private final Calls calls;
    private final Supplier<URI> addresses;
    private final Random random;
    private final int pauseMillis;
    private final BooleanSupplier ended;
    private final Pace pace;

    Witness(
            Received received,
            String token,
            Calls calls,
            Supplier<URI> addresses,
            Random random,
            int pauseMillis,
            BooleanSupplier ended,
            Pace pace) {
        this.received = received;
        this.token = token;
        this.calls = calls;
        this.addresses = addresses;
        this.random = random;
        this.pauseMillis = pauseMillis;
        this.ended = ended;
        this.pace = pace;
    }

    @Override
    public void run() {
        while (!ended.getAsBoolean()) {
            pace.hold();
            String query = "?limit=" + (1 + random.nextInt(1000)) + (random.nextBoolean() ? "&wait=2" : "")
                    + (received.cursor() == null ? "" : "&after=" + received.cursor());
            URI uri = URI.create(addresses.get() + "/v1/users/me/inbox" + query);
            Duration patience = random.nextInt(4) == 0 ? Calls.NOTICES_HANGS : PATIENCE;
            Calls.Answer answer = calls.call("GET", uri, token, null, patience);
            if (answer.isDone()) {
                received.take(answer.body(), System.nanoTime());
            }
            rest(answer.isDone());
        }
    }

    private void rest(boolean done) {
        try {
            TimeUnit.MILLISECONDS.sleep(done ? random.nextInt(pauseMillis) : 100 + random.nextInt(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
