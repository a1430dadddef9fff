package org.messageroaming.reliability.load;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A device that does nothing but pull, along one chain of cursors, by whichever instance; and what it saw. It holds every page
 * against the laws of the inbox as it comes. One that pulls seldom sees less of what Redis loses before it is lost.
 */
public final class Witness implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final String user;
    private final String token;
    private final Calls calls;
    private final Supplier<URI> addresses;
    private final Violations violations;
    private final Random random;
    private final int pauseMillis;
    private final BooleanSupplier ended;
    private final Set<String> messages = ConcurrentHashMap.newKeySet();
    private final Set<String> operations = ConcurrentHashMap.newKeySet();
    private final Set<String> chain = new HashSet<>();
    private final Map<String, Long> lastOf = new HashMap<>();
    private @Nullable String cursor;
    private long last;
    private volatile long retentionToldAt = Long.MIN_VALUE;
    private volatile long resetToldAt = Long.MIN_VALUE;
    private final AtomicInteger gaps = new AtomicInteger();

    Witness(
            String user,
            String token,
            Calls calls,
            Supplier<URI> addresses,
            Violations violations,
            Random random,
            int pauseMillis,
            BooleanSupplier ended) {
        this.user = user;
        this.token = token;
        this.calls = calls;
        this.addresses = addresses;
        this.violations = violations;
        this.random = random;
        this.pauseMillis = pauseMillis;
        this.ended = ended;
    }

    public String user() {
        return user;
    }

    /** Whether a message was delivered. */
    public boolean sawMessage(String conversation, long seq) {
        return messages.contains(conversation + "#" + seq);
    }

    /** Whether an operation was delivered. */
    public boolean sawOperation(String operationId) {
        return operations.contains(operationId);
    }

    /** The messages that were delivered, as conversation#seq. */
    public Set<String> messages() {
        return Set.copyOf(messages);
    }

    /**
     * Whether it was told after that time that something is gone which it was never given. After a {@code RESET} it reads all that is
     * kept once more, so that this is an excuse only where Redis loses what it acknowledged.
     *
     * @param time of {@link System#nanoTime}
     */
    public boolean isExcused(long time, boolean losesWrites) {
        return isAfter(retentionToldAt, time) || (losesWrites && isAfter(resetToldAt, time));
    }

    private static boolean isAfter(long told, long time) {
        return told != Long.MIN_VALUE && told - time > 0;
    }

    /** How many times it was told that something is missing. */
    public int gaps() {
        return gaps.get();
    }

    @Override
    public void run() {
        while (!ended.getAsBoolean()) {
            String query = "?limit=" + (1 + random.nextInt(1000)) + (random.nextBoolean() ? "&wait=2" : "")
                    + (cursor == null ? "" : "&after=" + cursor);
            URI uri = URI.create(addresses.get() + "/v1/users/me/inbox" + query);
            Calls.Answer answer = calls.call("GET", uri, token, null, PATIENCE);
            if (answer.isDone()) {
                take(answer.body());
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

    private void take(JsonNode page) {
        boolean first = cursor == null;
        JsonNode gap = page.path("gap");
        if (!gap.isNull()) {
            gaps.incrementAndGet();
            if (gap.asString().equals("RESET")) {
                resetToldAt = System.nanoTime();
            } else {
                retentionToldAt = System.nanoTime();
            }
            chain.clear();
            lastOf.clear();
        }
        boolean anew = first || !gap.isNull();
        for (JsonNode entry : page.path("entries").values()) {
            long seq = entry.path("seq").asLong();
            violations.require(
                    anew || seq == last + 1, "I1", user + " was given " + seq + " after " + last + " without a gap");
            anew = false;
            last = seq;
            take(entry, seq);
        }
        cursor = page.path("cursor").asString();
    }

    private void take(JsonNode entry, long seq) {
        String entryId = entry.path("entryId").asString();
        violations.require(chain.add(entryId), "I4", user + " was given " + entryId + " twice, again at " + seq);
        JsonNode message = entry.path("message");
        if (message.isObject()) {
            String conversation = message.path("conversationId").asString();
            long number = message.path("seq").asLong();
            long before = lastOf.getOrDefault(conversation, 0L);
            violations.require(
                    number > before,
                    "F1 order",
                    user + " was given " + conversation + "#" + number + " after #" + before + ": out of order");
            lastOf.put(conversation, number);
            messages.add(conversation + "#" + number);
        } else {
            operations.add(entry.path("operation").path("operationId").asString());
        }
    }
}
