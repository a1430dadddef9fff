package org.messageroaming.benchmarks.inbox;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.messageroaming.benchmarks.stack.Rest;
import org.messageroaming.localstack.Tokens;

/** Puts entries into inboxes, through the API. */
final class Inboxes {
    /** Of an entry as clients get it, which the benchmarks' definitions speak of. */
    static final int ENTRY_BYTES = 300;

    private static final int RECIPIENTS_AT_ONCE = 1000;
    private static final int DELIVERIES_AT_ONCE = 100;
    /** Everything of an entry but its text, with a sequence of three digits. */
    private static final int FRAME_BYTES = 179;

    private final URI offline;
    private final Rest rest;

    Inboxes(URI offline, Tokens tokens) {
        this.offline = offline;
        this.rest = Rest.as(tokens.service("benchmarks"));
    }

    /** Names of users who are nobody else's. */
    static List<String> users(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** An entry of {@link #ENTRY_BYTES}. */
    static Map<String, Object> entry(String id) {
        return Map.of(
                "entryId",
                id,
                "kind",
                "NOTIFICATION",
                "notification",
                Map.of("type", "benchmark", "content", Map.of("text", "x".repeat(ENTRY_BYTES - FRAME_BYTES))));
    }

    /** Gives each user that many entries. */
    void fill(List<String> users, int entries) throws InterruptedException {
        for (int from = 0; from < users.size(); from += RECIPIENTS_AT_ONCE) {
            List<String> some = users.subList(from, Math.min(users.size(), from + RECIPIENTS_AT_ONCE));
            // An answer of a request must come before the next one is sent: entries have an order.
            for (int sent = 0; sent < entries; sent += DELIVERIES_AT_ONCE) {
                deliver(some, Math.min(DELIVERIES_AT_ONCE, entries - sent));
            }
        }
    }

    private void deliver(List<String> users, int entries) throws InterruptedException {
        int atOnce = Math.max(1, DELIVERIES_AT_ONCE * RECIPIENTS_AT_ONCE / 10 / users.size());
        for (int sent = 0; sent < entries; sent += atOnce) {
            List<Object> deliveries = new ArrayList<>();
            for (int i = sent; i < Math.min(entries, sent + atOnce); i++) {
                deliveries.add(Map.of(
                        "recipients", users, "entry", entry(UUID.randomUUID().toString())));
            }
            Rest.all(1, i -> rest.post(offline, "/v1/deliveries", Map.of("deliveries", deliveries)));
        }
    }

    /** The cursor after everything that a user has. */
    String tip(String user) {
        return rest.get(offline, "/v1/users/" + user + "/inbox?after=latest")
                .path("cursor")
                .asString();
    }
}
