package org.messageroaming.reliability.load;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one device was given, along one chain of cursors. Every page is held against the laws of the inbox as it comes. Filled by one
 * thread; others may ask meanwhile what has come.
 */
public final class Received {
    private static final int NONE = -1;
    /** How many entries an inbox keeps before it drops any. */
    private static final int RETAINED = 1000;

    private final String user;
    private final Violations violations;
    private final Map<String, JsonNode> messages = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> operations = new ConcurrentHashMap<>();
    private final Queue<JsonNode> otherwise = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> greatest = new ConcurrentHashMap<>();
    private final Set<String> chain = new HashSet<>();
    private final Map<String, Long> lastOf = new HashMap<>();
    /** When each message and operation came first, counted from 1. */
    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();

    private final Set<String> chainOperations = new HashSet<>();
    private @Nullable String cursor;
    private long last;
    /** How many entries came since the inbox said that it had dropped some, until all that it kept have come; else negative. */
    private long kept = NONE;

    private volatile long retentionToldAt = Long.MIN_VALUE;
    private volatile long resetToldAt = Long.MIN_VALUE;
    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger resets = new AtomicInteger();

    /** @param violations takes what breaks a law */
    public Received(String user, Violations violations) {
        this.user = user;
        this.violations = violations;
    }

    public String user() {
        return user;
    }

    /** Where the next page begins; null before the first one. */
    @Nullable
    String cursor() {
        return cursor;
    }

    /** Whether a message was delivered. */
    public boolean hasMessage(String conversation, long seq) {
        return messages.containsKey(conversation + "#" + seq);
    }

    /** Whether an operation was delivered. */
    public boolean hasOperation(String operationId) {
        return operations.containsKey(operationId);
    }

    /** When a message came for the first time, counted in what came from 1 on; 0 when it did not. */
    public long arrivalOfMessage(String conversation, long seq) {
        return arrivals.getOrDefault(conversation + "#" + seq, 0L);
    }

    /** When an operation came for the first time, as {@link #arrivalOfMessage}. */
    public long arrivalOfOperation(String operationId) {
        return arrivals.getOrDefault(operationId, 0L);
    }

    /** The greatest sequence of a conversation's messages that were delivered; 0 when none was. */
    public long greatest(String conversation) {
        return greatest.getOrDefault(conversation, 0L);
    }

    /** The messages that were delivered, as conversation#seq. */
    public Set<String> messages() {
        return Set.copyOf(messages.keySet());
    }

    /** Every message and operation as it came; what came again and was the same is there once. */
    public List<JsonNode> everything() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        messages.forEach((key, message) -> all.put("message " + key, message));
        operations.forEach((key, operation) -> all.put("operation " + key, operation));
        int number = 0;
        for (JsonNode one : otherwise) {
            all.put("again " + number++, one);
        }
        return List.copyOf(all.values());
    }

    /**
     * Whether it was told after something was acknowledged that things are gone which it was never given. After a {@code RESET} it reads
     * all that is kept once more, so that this is an excuse only for what Redis may have lost.
     *
     * @param time of {@link System#nanoTime}
     */
    public boolean isExcused(long time, Losses losses) {
        return isExcused(time, time, losses);
    }

    /** The same for what happened at a time between these two, both inclusive. */
    public boolean isExcused(long from, long to, Losses losses) {
        return retentionToldAt > from || (losses.mayHave(to) && resetToldAt > from);
    }

    /** How many times it was told that its inbox is another one. */
    public int resets() {
        return resets.get();
    }

    /** How many times it was told that something is missing. */
    public int gaps() {
        return gaps.get();
    }

    /**
     * Takes a page of the inbox.
     *
     * @param now of {@link System#nanoTime}
     */
    public void take(JsonNode page, long now) {
        boolean anew = cursor == null;
        JsonNode gap = page.path("gap");
        if (!gap.isNull()) {
            told(gap.asString(), now);
            anew = true;
        }
        for (JsonNode entry : page.path("entries").values()) {
            long seq = entry.path("seq").asLong();
            violations.require(
                    anew || seq == last + 1, "I1", user + " was given " + seq + " after " + last + " without a gap");
            anew = false;
            last = seq;
            takeEntry(entry, seq);
        }
        cursor = page.path("cursor").asString();
        if (kept != NONE && !page.path("hasMore").asBoolean(false)) {
            violations.require(
                    kept >= RETAINED, "I2", user + " was told that entries were dropped, and the inbox had " + kept);
            kept = NONE;
        }
    }

    private void told(String gap, long now) {
        gaps.incrementAndGet();
        if (gap.equals("RESET")) {
            resets.incrementAndGet();
            resetToldAt = now;
            kept = NONE;
        } else {
            retentionToldAt = now;
            kept = 0;
        }
        chain.clear();
        chainOperations.clear();
        lastOf.clear();
    }

    private void takeEntry(JsonNode entry, long seq) {
        kept = kept == NONE ? NONE : kept + 1;
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
            greatest.merge(conversation, number, Math::max);
            keep(messages, conversation + "#" + number, message);
        } else {
            JsonNode operation = entry.path("operation");
            String id = operation.path("operationId").asString();
            violations.require(chainOperations.add(id), "H2", user + " was told of " + id + " twice, again at " + seq);
            keep(operations, id, operation);
        }
    }

    private void keep(Map<String, JsonNode> where, String key, JsonNode what) {
        arrivals.putIfAbsent(key, arrivals.size() + 1L);
        JsonNode earlier = where.putIfAbsent(key, what);
        if (earlier != null && !earlier.equals(what)) {
            otherwise.add(what);
        }
    }
}
