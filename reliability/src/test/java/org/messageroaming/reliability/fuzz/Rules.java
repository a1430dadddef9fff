package org.messageroaming.reliability.fuzz;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.json.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the API contract asks of every answer. */
final class Rules {
    /** The statuses that go with each code; what the framework refuses, such as a method or a body that stalls, is {@code invalid-request} too. */
    private static final Map<String, Set<Integer>> STATUSES = Map.ofEntries(
            Map.entry("invalid-request", Set.of(400, 404, 405, 408, 415, 417, 501, 505)),
            Map.entry("invalid-cursor", Set.of(400)),
            Map.entry("unauthenticated", Set.of(401)),
            Map.entry("forbidden", Set.of(403)),
            Map.entry("conversation-not-found", Set.of(404)),
            Map.entry("message-not-found", Set.of(404)),
            Map.entry("idempotency-conflict", Set.of(409)),
            Map.entry("conflict", Set.of(409)),
            Map.entry("payload-too-large", Set.of(413)),
            Map.entry("rate-limited", Set.of(429)),
            Map.entry("store-unavailable", Set.of(503)));

    private static final Pattern LEAK = Pattern.compile(
            "(?i)<html|<!doctype|Exception|\\bat [\\w.$]+\\(|\\.java\\b"
                    + "|org\\.(messageroaming|springframework|apache)|java\\.(lang|util|io|time)|tools\\.jackson|com\\.fasterxml|lettuce");

    /**
     * RFC 9110 has an answer of its own for a version and a transfer coding that are not spoken here. Tomcat gives it before
     * any service sees the request.
     */
    private static final Set<Integer> NOT_SPOKEN = Set.of(501, 505);

    /** Of a part of the health that there is not, the status tells all; calls say more. */
    private static final int NOT_FOUND = 404;

    /** Operators' pages come in several types; calls do not. */
    private static final int NOT_ACCEPTABLE = 406;

    private Rules() {}

    /** What is wrong with an answer; null when nothing is. */
    @Nullable
    static String complaint(Attack attack, Answer answer) {
        int status = answer.status();
        if (status == Answer.LATE) {
            return "it hangs";
        }
        if (status == Answer.CLOSED) {
            return attack.wild() ? null : "closed without an answer";
        }
        if (status == Answer.MALFORMED) {
            // A request of HTTP/0.9 is answered without a head, and so is a malformed first line that the same part of
            // Tomcat reads next.
            return attack.wild() ? null : "the answer is no HTTP";
        }
        if (status >= 500 && status != 503 && !(NOT_SPOKEN.contains(status) && attack.wild())) {
            return "a 5xx";
        }
        if (status >= 200 && status < 300) {
            return success(attack, answer);
        }
        if (status < 400) {
            return "neither done nor refused";
        }
        if (answer.body().isEmpty()) {
            boolean silent = attack.method().equals("HEAD") || (status == NOT_FOUND && !isCall(attack));
            return silent ? null : "nothing says why";
        }
        return problem(attack, answer);
    }

    private static @Nullable String success(Attack attack, Answer answer) {
        String type = answer.header("Content-Type");
        boolean tells = answer.status() != 204
                && !attack.method().equals("HEAD")
                && !attack.method().equals("OPTIONS");
        if (tells && answer.body().isEmpty()) {
            return "a success that says nothing";
        }
        if (type == null
                || !type.startsWith("application/json")
                || answer.body().isEmpty()) {
            return null;
        }
        try {
            WireJson.MAPPER.readTree(answer.body());
            return null;
        } catch (JacksonException e) {
            return "the body is no JSON";
        }
    }

    private static @Nullable String problem(Attack attack, Answer answer) {
        String text = answer.body();
        String type = answer.header("Content-Type");
        if (LEAK.matcher(text).find()) {
            return "it tells of the inside";
        }
        if (type == null || !type.startsWith("application/problem+json")) {
            return "the refusal is no problem document";
        }
        JsonNode document;
        try {
            document = WireJson.MAPPER.readTree(answer.body());
        } catch (JacksonException e) {
            return "the problem document is no JSON";
        }
        for (String field : Set.of("type", "title", "detail", "code")) {
            if (document.path(field).asString("").isEmpty()) {
                return "the problem document has no " + field;
            }
        }
        boolean negotiated = answer.status() == NOT_ACCEPTABLE && !isCall(attack);
        return negotiated ? null : codes(answer, document);
    }

    /** In whatever form the target is given. */
    private static boolean isCall(Attack attack) {
        return attack.target().contains("/v1/");
    }

    private static @Nullable String codes(Answer answer, JsonNode document) {
        int status = answer.status();
        if (document.path("status").asInt(0) != status) {
            return "the document gives another status";
        }
        if (!STATUSES.getOrDefault(document.path("code").asString(), Set.of()).contains(status)) {
            return "the code does not go with the status";
        }
        if (status == 401 && answer.header("WWW-Authenticate") == null) {
            return "a 401 without WWW-Authenticate";
        }
        return (status == 503 || status == 429) && answer.header("Retry-After") == null ? "no Retry-After" : null;
    }
}
