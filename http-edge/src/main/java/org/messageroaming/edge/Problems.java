package org.messageroaming.edge;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.model.problem.ProblemCode;
import org.messageroaming.model.problem.RateLimitedException;
import org.messageroaming.model.problem.RoamingException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** RFC 9457 problem documents, as all errors are answered. */
final class Problems {
    private static final int SOONEST_RETRY_SECONDS = 1;
    private static final int LATEST_RETRY_SECONDS = 3;

    private Problems() {}

    static Map<String, Object> document(ProblemCode code, int status, String title, String detail) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
        document.put("code", code.code());
        return document;
    }

    static Map<String, Object> document(ProblemCode code, String detail) {
        return document(code, code.status(), code.title(), detail);
    }

    /** Writes a document as the whole answer, from outside the dispatcher. */
    static void write(HttpServletResponse response, ProblemCode code, String detail) throws IOException {
        write(response, headers(code), document(code, detail), code.status());
    }

    /** The same for a refusal that was thrown. */
    static void write(HttpServletResponse response, RoamingException refusal) throws IOException {
        ProblemCode code = refusal.code();
        write(response, headers(refusal), document(code, String.valueOf(refusal.getMessage())), code.status());
    }

    /** The same for a status that no code of the contract has for its own. */
    static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        write(
                response,
                new HttpHeaders(),
                document(ProblemCode.INVALID_REQUEST, status.value(), status.getReasonPhrase(), detail),
                status.value());
    }

    private static void write(
            HttpServletResponse response, HttpHeaders headers, Map<String, Object> document, int status)
            throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        headers.forEach((name, values) -> response.setHeader(name, values.get(0)));
        response.getOutputStream().write(WireJson.MAPPER.writeValueAsBytes(document));
    }

    /** Who is limited is told when it may come back; rounded up, so that it is not too early. */
    static HttpHeaders headers(RoamingException refusal) {
        HttpHeaders headers = headers(refusal.code());
        if (refusal instanceof RateLimitedException limited) {
            long seconds = limited.waitTime().plusSeconds(1).minusNanos(1).toSeconds();
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds)));
        }
        return headers;
    }

    static HttpHeaders headers(ProblemCode code) {
        HttpHeaders headers = new HttpHeaders();
        if (code == ProblemCode.STORE_UNAVAILABLE || code == ProblemCode.RATE_LIMITED) {
            headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds()));
        }
        if (code == ProblemCode.UNAUTHENTICATED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return headers;
    }

    /** Not the same for all, who would come back in step. */
    private static int retryAfterSeconds() {
        return ThreadLocalRandom.current().nextInt(SOONEST_RETRY_SECONDS, LATEST_RETRY_SECONDS + 1);
    }
}
