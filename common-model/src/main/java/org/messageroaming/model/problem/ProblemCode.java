package org.messageroaming.model.problem;

import com.fasterxml.jackson.annotation.JsonValue;

/** The stable codes of the API contract's problem documents, each with its HTTP status. */
public enum ProblemCode {
    INVALID_REQUEST("invalid-request", 400, "Invalid request"),
    INVALID_CURSOR("invalid-cursor", 400, "Invalid cursor"),
    UNAUTHENTICATED("unauthenticated", 401, "Unauthenticated"),
    FORBIDDEN("forbidden", 403, "Forbidden"),
    CONVERSATION_NOT_FOUND("conversation-not-found", 404, "Conversation not found"),
    MESSAGE_NOT_FOUND("message-not-found", 404, "Message not found"),
    IDEMPOTENCY_CONFLICT("idempotency-conflict", 409, "Idempotency conflict"),
    CONFLICT("conflict", 409, "Conflict"),
    PAYLOAD_TOO_LARGE("payload-too-large", 413, "Payload too large"),
    RATE_LIMITED("rate-limited", 429, "Rate limited"),
    STORE_UNAVAILABLE("store-unavailable", 503, "Store unavailable");

    private final String code;
    private final int status;
    private final String title;

    ProblemCode(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /** The {@code code} member of the problem document. */
    @JsonValue
    public String code() {
        return code;
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** A short English title, the same for every occurrence. */
    public String title() {
        return title;
    }
}
