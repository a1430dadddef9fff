package org.messageroaming.reliability.load;

import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Repeats a request, under the same id and by whichever instance, until it is answered or the time is over. */
final class Client {
    private static final int GIVES_UP_PERCENT = 2;
    private static final int PAUSE_MILLIS = 200;

    private final Calls calls;
    private final Supplier<URI> addresses;
    private final String token;
    private final Random random;
    private final Deadline deadline;

    /** When everybody has to end. */
    interface Deadline {
        boolean isOver();
    }

    /**
     * What came of it in the end.
     *
     * @param answer the last one
     */
    record Resolved(Fate.State state, Calls.Answer answer) {}

    Client(Calls calls, Supplier<URI> addresses, String token, Random random, Deadline deadline) {
        this.calls = calls;
        this.addresses = addresses;
        this.token = token;
        this.random = random;
        this.deadline = deadline;
    }

    /** Once, however it ends. */
    Calls.Answer once(String method, String path, @Nullable Object body) {
        return calls.call(method, URI.create(addresses.get() + path), token, body, patience());
    }

    /** Impatient clients repeat while the first attempt is still under way. */
    private Duration patience() {
        return Duration.ofMillis(random.nextInt(4) == 0 ? 25_000 : 1000 + random.nextInt(4000));
    }

    Resolved resolve(String method, String path, @Nullable Object body) {
        boolean unknown = false;
        while (true) {
            Calls.Answer answer = once(method, path, body);
            if (answer.isDone()) {
                return new Resolved(Fate.State.DONE, answer);
            }
            if (answer.isRefusal()) {
                return new Resolved(unknown ? Fate.State.UNKNOWN : Fate.State.REFUSED, answer);
            }
            unknown = true;
            if (deadline.isOver()) {
                calls.violations()
                        .add(
                                "API",
                                method + " " + path + " is not answered long after everything was healed: " + answer);
            }
            if (deadline.isOver() || random.nextInt(100) < GIVES_UP_PERCENT || !pause()) {
                return new Resolved(Fate.State.UNKNOWN, answer);
            }
        }
    }

    private boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS / 4 + random.nextInt(PAUSE_MILLIS));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
