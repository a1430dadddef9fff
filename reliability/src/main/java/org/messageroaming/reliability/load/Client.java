package org.messageroaming.reliability.load;

import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
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

    Client(Calls calls, Supplier<URI> addresses, String token, Random random, Deadline deadline) {
        this.calls = calls;
        this.addresses = addresses;
        this.token = token;
        this.random = random;
        this.deadline = deadline;
    }

    /**
     * Once, however it ends.
     *
     * @param refusals the 4xx that may be the right answer; any other one is a finding
     */
    Calls.Answer once(String method, String path, @Nullable Object body, Set<Integer> refusals) {
        return calls.call(method, URI.create(addresses.get() + path), token, body, patience(), refusals);
    }

    /** Impatient clients repeat while the first attempt is still under way; patient ones notice what hangs. */
    private Duration patience() {
        return random.nextInt(4) == 0 ? Calls.NOTICES_HANGS : Duration.ofMillis(1000 + random.nextInt(4000));
    }

    /** Until it is answered, as {@link #once}. */
    Resolved resolve(String method, String path, @Nullable Object body, Set<Integer> refusals) {
        long askedAt = System.nanoTime();
        boolean inDoubt = false;
        while (true) {
            Calls.Answer answer = once(method, path, body, refusals);
            if (answer.isDone()) {
                return new Resolved(Fate.State.DONE, answer, askedAt, System.nanoTime(), inDoubt);
            }
            if (answer.isRefusal()) {
                Fate.State state = inDoubt ? Fate.State.UNKNOWN : Fate.State.REFUSED;
                return new Resolved(state, answer, askedAt, System.nanoTime(), inDoubt);
            }
            inDoubt = true;
            if (deadline.isOver()) {
                calls.violations()
                        .add(
                                "API",
                                method + " " + path + " is not answered long after everything was healed: " + answer);
            }
            if (deadline.isOver() || random.nextInt(100) < GIVES_UP_PERCENT || !pause()) {
                return new Resolved(Fate.State.UNKNOWN, answer, askedAt, System.nanoTime(), true);
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
