package org.messageroaming.offline.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.messageroaming.edge.access.AccessRules;
import org.messageroaming.offline.OfflineIT;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** Every endpoint by everybody. */
class AccessMatrixIT extends OfflineIT {
    private static final String USER = "/v1/users/{userId}";
    private static final String DELIVERY = "{\"deliveries\":[{\"recipients\":[\"ann\"],\"entry\":{\"entryId\":\"e\","
            + "\"kind\":\"NOTIFICATION\",\"notification\":{\"type\":\"t\",\"content\":{}}}}]}";
    private static final String RECALL =
            "{\"recalls\":[{\"recipients\":[\"ann\"],\"message\":{\"conversationId\":\"c\","
                    + "\"seq\":1,\"sender\":\"ann\",\"clientMessageId\":\"m\",\"type\":\"t\",\"content\":null,"
                    + "\"sentAt\":\"2026-01-01T00:00:00.000Z\",\"recalledAt\":\"2026-01-01T00:00:00.000Z\",\"recalledBy\":\"ann\"}}]}";
    /** It is read after the rules were asked. */
    private static final String MALFORMED_CURSOR = "{\"cursor\":\"x\"}";

    @Autowired
    private AccessRules accessRules;

    /** In the order of a row's codes. */
    private enum Who {
        NOBODY,
        OTHER_USER,
        OWNER,
        SERVICE;

        @Nullable
        String token() {
            return switch (this) {
                case NOBODY -> null;
                case OTHER_USER -> TOKENS.user("bob");
                case OWNER -> TOKENS.user("ann");
                case SERVICE -> TOKENS.service("gateway");
            };
        }
    }

    /** A call that names ann, and what each of {@link Who} is answered. */
    private record Row(String method, String path, @Nullable String body, Map<Who, Integer> codes) {
        AccessRules.Endpoint endpoint() {
            return new AccessRules.Endpoint(HttpMethod.valueOf(method), path);
        }
    }

    private static Row row(String method, String path, @Nullable String body, Integer... codes) {
        Map<Who, Integer> each = new EnumMap<>(Who.class);
        for (Who who : Who.values()) {
            each.put(who, codes[each.size()]);
        }
        return new Row(method, path, body, each);
    }

    static final List<Row> ROWS = List.of(
            row("POST", "/v1/deliveries", DELIVERY, 401, 403, 403, 200),
            row("POST", "/v1/recalls", RECALL, 401, 403, 403, 200),
            row("GET", USER + "/inbox", null, 401, 403, 200, 200),
            row("DELETE", USER + "/inbox", null, 401, 403, 403, 204),
            row("PUT", USER + "/devices/{deviceId}/cursor", MALFORMED_CURSOR, 401, 403, 400, 403),
            row("GET", USER + "/devices", null, 401, 403, 200, 200),
            row("DELETE", USER + "/devices/{deviceId}", null, 401, 403, 204, 204));

    /** The service has started: its rules have a row for each endpoint that it serves. */
    @Test
    void everyEndpointHasARow() {
        Set<AccessRules.Endpoint> rows = ROWS.stream().map(Row::endpoint).collect(Collectors.toSet());
        assertThat(rows).isEqualTo(accessRules.endpoints());
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void eachCallerIsAnsweredAsTheTableSays(Row row) throws Exception {
        Map<Who, Integer> answered = new EnumMap<>(Who.class);
        for (Who who : Who.values()) {
            answered.put(who, call(row, "ann", who));
        }
        assertThat(answered).isEqualTo(row.codes());
    }

    @Test
    void meIsTheCallerAndAMalformedNameIsNobody() throws Exception {
        Row inbox = row("GET", USER + "/inbox", null, 401, 403, 200, 200);
        assertThat(call(inbox, "me", Who.OWNER)).isEqualTo(200);
        assertThat(call(inbox, "me", Who.NOBODY)).isEqualTo(401);
        assertThat(call(inbox, "-ann", Who.OWNER)).isEqualTo(400);
        assertThat(call(inbox, "ANN", Who.OWNER)).isEqualTo(403);
        assertThat(call(inbox, "%61nn", Who.OWNER)).isEqualTo(200);
        assertThat(call(inbox, "bob;ann", Who.OWNER)).isIn(400, 403);
    }

    private int call(Row row, String named, Who who) throws Exception {
        String path = row.path().replace("{userId}", named).replace("{deviceId}", "d");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .method(
                        row.method(),
                        row.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(row.body()));
        String token = who.token();
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
