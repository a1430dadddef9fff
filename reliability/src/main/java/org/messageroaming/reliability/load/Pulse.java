package org.messageroaming.reliability.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.reliability.deployment.Services;

/** Measures how long it takes until everything works again: a message in each of many conversations, sent and delivered. */
public final class Pulse {
    private static final int CONVERSATIONS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final Services services;
    private final Tokens tokens;
    private final Calls calls;
    private final Violations violations;
    private final Duration limit;

    /**
     * @param name what the identifiers begin with
     * @param limit how long it may take before that is a violation
     */
    public Pulse(String name, Services services, Tokens tokens, Calls calls, Violations violations, Duration limit) {
        this.name = name;
        this.services = services;
        this.tokens = tokens;
        this.calls = calls;
        this.violations = violations;
        this.limit = limit;
    }

    /** Sends in all conversations at once, and returns when every message has been pulled from its recipient's inbox. */
    public Duration measure() {
        long start = System.nanoTime();
        List<Thread> threads = IntStream.range(0, CONVERSATIONS)
                .mapToObj(i -> Watched.thread("pulse-" + i, () -> one(i, start), violations))
                .toList();
        threads.forEach(Thread::start);
        threads.forEach(Pulse::join);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void one(int number, long start) {
        String conversation = name + "-pulse-" + number;
        String path = "/v1/conversations/" + conversation;
        String from = conversation + "-a";
        String to = conversation + "-b";
        URI history = services.historyUri();
        boolean done = repeat(start, "PUT", history + path, tokens.service("pulse"), create(from, to))
                && repeat(start, "POST", history + path + "/messages", tokens.user(from), message())
                && arrives(start, to);
        violations.require(done, "RECOVERY", "nothing works in " + conversation + " after " + limit.toSeconds() + " s");
    }

    private static Map<String, Object> create(String from, String to) {
        return Map.of("kind", "DIRECT", "members", List.of(from, to));
    }

    private static Map<String, Object> message() {
        return Map.of("clientMessageId", "beat", "type", "text", "content", Map.of("text", "beat"));
    }

    private boolean repeat(long start, String method, String uri, String token, Map<String, Object> body) {
        while (System.nanoTime() - start < limit.toNanos()) {
            if (calls.call(method, URI.create(uri), token, body, PATIENCE).isDone()) {
                return true;
            }
            pause();
        }
        return false;
    }

    private boolean arrives(long start, String user) {
        URI inbox = URI.create(services.offlineUri() + "/v1/users/me/inbox");
        while (System.nanoTime() - start < limit.toNanos()) {
            Calls.Answer page = calls.call("GET", inbox, tokens.user(user), null, PATIENCE);
            if (page.isDone() && page.body().path("entries").size() > 0) {
                return true;
            }
            pause();
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
