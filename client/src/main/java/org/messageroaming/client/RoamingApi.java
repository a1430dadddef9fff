package org.messageroaming.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.DeviceId;
import org.messageroaming.model.Instruction;
import org.messageroaming.model.Message;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.Operation;
import org.messageroaming.model.json.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls of a user's device, one method each. Every method throws {@link RefusedException} when the service refuses, and
 * {@link UnavailableException} when it cannot be reached, after which the call may be repeated.
 */
public final class RoamingApi {
    /** A newer server may say more than this client knows. */
    private static final JsonMapper JSON = WireJson.configure(JsonMapper.builder())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int SERVER_ERROR = 500;
    private static final int REFUSED = 400;
    /** A token that is refused is followed by a fresh one, and too many requests by fewer: neither says anything of the request. */
    private static final Set<Integer> PASSING = Set.of(401, 429);

    private final Transport transport;
    private final URI offline;
    private final URI history;
    private final Supplier<String> tokens;

    /**
     * @param offline where offline-service answers
     * @param history where history-service answers
     * @param tokens gives a token of the user that is valid now
     */
    public RoamingApi(Transport transport, URI offline, URI history, Supplier<String> tokens) {
        this.transport = transport;
        this.offline = offline;
        this.history = history;
        this.tokens = tokens;
    }

    /** Where a page lies, in the words of the query; the value is a sequence or a time. */
    public enum Anchor {
        BEFORE,
        AFTER,
        AROUND,
        AT
    }

    /**
     * What arrived since a cursor.
     *
     * @param after null for the oldest that is kept, {@code latest} for nothing but the newest cursor
     * @param wait how long to wait for something; up to 30 seconds
     */
    public Answers.Inbox inbox(@Nullable String after, int limit, Duration wait) {
        Query query = new Query().with("after", after).with("limit", limit);
        if (!wait.isZero()) {
            query.with("wait", wait.toSeconds());
        }
        URI uri = offline.resolve("/v1/users/me/inbox" + query);
        return read(call("GET", uri, null, TIMEOUT.plus(wait)), Answers.Inbox.class);
    }

    /** The newest page of a conversation. */
    public Answers.Page newest(ConversationId id, int limit) {
        return read(
                get("/v1/conversations/" + id + "/messages" + new Query().with("limit", limit)), Answers.Page.class);
    }

    /** The page that lies at an anchor. */
    public Answers.Page page(ConversationId id, Anchor anchor, Object value, int limit) {
        Query query =
                new Query().with(anchor.name().toLowerCase(Locale.ROOT), value).with("limit", limit);
        return read(get("/v1/conversations/" + id + "/messages" + query), Answers.Page.class);
    }

    /** Appends a message; again with the same id gives the same message. */
    public Message append(ConversationId id, ClientMessageId messageId, MessageType type, Content content) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("clientMessageId", messageId);
        body.put("type", type);
        body.put("content", content);
        return read(post("/v1/conversations/" + id + "/messages", JSON.writeValueAsBytes(body)), Message.class);
    }

    /** Applies an instruction; again with the same id gives the same operation. */
    public Operation operate(ConversationId id, Instruction instruction) {
        byte[] body = JSON.writerFor(Instruction.class).writeValueAsBytes(instruction);
        return read(post("/v1/conversations/" + id + "/operations", body), Operation.class);
    }

    /**
     * What was done to a conversation since a cursor.
     *
     * @param after null for the beginning, {@code latest} for nothing but the newest cursor
     */
    public Answers.Changes changes(ConversationId id, @Nullable String after, int limit) {
        Query query = new Query().with("after", after).with("limit", limit);
        return read(get("/v1/conversations/" + id + "/changes" + query), Answers.Changes.class);
    }

    /** A page of the user's conversations; the cursor is null for the first. */
    public Answers.Summaries conversations(@Nullable String cursor, int limit) {
        Query query = new Query().with("cursor", cursor).with("limit", limit);
        return read(get("/v1/users/me/conversations" + query), Answers.Summaries.class);
    }

    /** Has the server remember how far this device has come. */
    public Answers.Device remember(DeviceId device, String cursor) {
        URI uri = offline.resolve("/v1/users/me/devices/" + device + "/cursor");
        return read(call("PUT", uri, JSON.writeValueAsBytes(Map.of("cursor", cursor)), TIMEOUT), Answers.Device.class);
    }

    /** What arrived since the cursor that the server remembers of a device. */
    public Answers.Inbox inboxOf(DeviceId device, int limit) {
        Query query = new Query().with("device", device).with("limit", limit);
        return read(call("GET", offline.resolve("/v1/users/me/inbox" + query), null, TIMEOUT), Answers.Inbox.class);
    }

    /** Has the server forget a device. */
    public void forget(DeviceId device) {
        call("DELETE", offline.resolve("/v1/users/me/devices/" + device), null, TIMEOUT);
    }

    /** An operation in an inbox entry; null when its type is not known here. */
    static @Nullable Operation operation(JsonNode json) {
        try {
            return JSON.treeToValue(json, Operation.class);
        } catch (JacksonException unknownType) {
            return null;
        }
    }

    private byte[] get(String path) {
        return call("GET", history.resolve(path), null, TIMEOUT);
    }

    private byte[] post(String path, byte[] body) {
        return call("POST", history.resolve(path), body, TIMEOUT);
    }

    private byte[] call(String method, URI uri, byte @Nullable [] body, Duration timeout) {
        Transport.Answer answer;
        try {
            answer = transport.send(method, uri, tokens.get(), body, timeout);
        } catch (IOException e) {
            throw new UnavailableException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted", e);
        }
        if (answer.status() >= SERVER_ERROR || PASSING.contains(answer.status())) {
            throw new UnavailableException("status " + answer.status(), null);
        }
        if (answer.status() >= REFUSED) {
            throw refusal(answer);
        }
        return answer.body();
    }

    private static RefusedException refusal(Transport.Answer answer) {
        try {
            JsonNode problem = JSON.readTree(answer.body());
            return new RefusedException(
                    answer.status(),
                    problem.path("code").asString(""),
                    problem.path("detail").asString(""));
        } catch (JacksonException e) {
            return new RefusedException(answer.status(), "", "no problem document");
        }
    }

    private static <T> T read(byte[] body, Class<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (JacksonException e) {
            throw new UnavailableException("the answer was cut off or is not understood", e);
        }
    }

    /** A query whose values need no escaping: identifiers, numbers, cursors and times in UTC. */
    private static final class Query {
        private final StringJoiner parts = new StringJoiner("&", "?", "");

        Query with(String name, @Nullable Object value) {
            if (value != null) {
                parts.add(name + "=" + value);
            }
            return this;
        }

        @Override
        public String toString() {
            return parts.toString();
        }
    }
}
