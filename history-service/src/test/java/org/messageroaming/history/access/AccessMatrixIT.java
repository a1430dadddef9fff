package org.messageroaming.history.access;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.messageroaming.history.HistoryIT;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** Every endpoint by everybody. */
class AccessMatrixIT extends HistoryIT {
    private static final String CONVERSATION = "/v1/conversations/{conversationId}";
    private static final String USER = "/v1/users/{userId}";
    private static final String READ = "{\"operationId\":\"o\",\"type\":\"READ\",\"upToSeq\":1}";
    private static final String RECALL = "{\"operationId\":\"o\",\"type\":\"RECALL\",\"seq\":1}";
    private static final String DELETE = "{\"operationId\":\"o\",\"type\":\"DELETE\",\"seqs\":[1]}";
    private static final String CLEAR = "{\"operationId\":\"o\",\"type\":\"CLEAR\",\"upToSeq\":1}";
    private static final String EDIT = "{\"operationId\":\"o\",\"type\":\"EDIT\",\"seq\":1,\"content\":{}}";
    private static final String CREATION = "{\"kind\":\"GROUP\",\"members\":[\"ann\",\"bob\",\"fay\"]}";
    private static final String LINE = "{\"clientMessageId\":\"i\",\"sender\":\"ann\",\"type\":\"t\",\"content\":{},"
            + "\"sentAt\":\"2999-01-01T00:00:00.000Z\"}";

    @Autowired
    private AccessRules accessRules;

    /** In the order of a row's codes. Ann is the member who sent the first message, fay the one who left. */
    private enum Who {
        NOBODY(null),
        STRANGER("sue"),
        MEMBER("ann"),
        OTHER_MEMBER("bob"),
        FORMER_MEMBER("fay"),
        MEMBER_ELSEWHERE("eli"),
        SERVICE("gateway");

        private final @Nullable String name;

        Who(@Nullable String name) {
            this.name = name;
        }

        @Nullable
        String token() {
            return name == null ? null : this == SERVICE ? TOKENS.service(name) : TOKENS.user(name);
        }
    }

    /** A call and what each of {@link Who} is answered; {@code {own}} in the path stands for the caller's own id. */
    private record Row(String method, String path, @Nullable String body, String named, Map<Who, Integer> codes) {
        AccessRules.Endpoint endpoint() {
            return new AccessRules.Endpoint(HttpMethod.valueOf(method), path);
        }

        boolean asksMembership() {
            return codes.getOrDefault(Who.STRANGER, 0) == 404;
        }

        @Override
        public String toString() {
            return method + " " + path + (named.isEmpty() ? "" : " naming " + named) + (body == null ? "" : " " + body);
        }
    }

    private static Row row(String method, String path, @Nullable String body, String named, Integer... codes) {
        Map<Who, Integer> each = new EnumMap<>(Who.class);
        for (Who who : Who.values()) {
            each.put(who, codes[each.size()]);
        }
        return new Row(method, path, body, named, each);
    }

    static final List<Row> ROWS = List.of(
            row("PUT", CONVERSATION, CREATION, "", 401, 403, 403, 403, 403, 403, 409),
            row("GET", CONVERSATION, null, "", 401, 404, 200, 200, 403, 404, 200),
            row("PUT", CONVERSATION + "/members/{userId}", "{}", "new", 401, 403, 403, 403, 403, 403, 201),
            row("PUT", CONVERSATION + "/members/{userId}", "{}", "{own}", 401, 403, 403, 403, 403, 403, 201),
            row("DELETE", CONVERSATION + "/members/{userId}", null, "ann", 401, 404, 204, 403, 403, 404, 204),
            row("DELETE", CONVERSATION + "/members/{userId}", null, "{own}", 401, 404, 204, 204, 204, 404, 204),
            row("GET", CONVERSATION + "/members", null, "", 401, 404, 200, 200, 403, 404, 200),
            row("POST", CONVERSATION + "/messages", message("m", "x"), "", 401, 404, 201, 201, 403, 404, 400),
            row("GET", CONVERSATION + "/messages", null, "", 401, 404, 200, 200, 200, 404, 200),
            row("POST", CONVERSATION + "/import", LINE, "", 401, 403, 403, 403, 403, 403, 200),
            row("POST", CONVERSATION + "/operations", READ, "", 401, 404, 201, 201, 403, 404, 403),
            row("POST", CONVERSATION + "/operations", DELETE, "", 401, 404, 201, 201, 403, 404, 403),
            row("POST", CONVERSATION + "/operations", CLEAR, "", 401, 404, 201, 201, 403, 404, 403),
            row("POST", CONVERSATION + "/operations", EDIT, "", 401, 404, 201, 403, 403, 404, 201),
            row("POST", CONVERSATION + "/operations", RECALL, "", 401, 404, 201, 403, 403, 404, 201),
            row("GET", CONVERSATION + "/changes", null, "", 401, 404, 200, 200, 403, 404, 200),
            row("GET", "/v1/users/{userId}/conversations", null, "ann", 401, 403, 200, 403, 403, 403, 200),
            row("GET", "/v1/users/{userId}/conversations", null, "{own}", 401, 200, 200, 200, 200, 200, 200),
            row("GET", "/v1/users/{userId}/conversations", null, "me", 401, 200, 200, 200, 200, 200, 200),
            row("GET", USER + "/export", null, "ann", 401, 403, 200, 403, 403, 403, 200),
            row("GET", USER + "/export", null, "{own}", 401, 200, 200, 200, 200, 200, 200),
            row("GET", USER + "/export", null, "me", 401, 200, 200, 200, 200, 200, 200),
            row("DELETE", USER, null, "gone", 401, 403, 403, 403, 403, 403, 202),
            row("DELETE", USER, null, "{own}", 401, 403, 403, 403, 403, 403, 202),
            row("DELETE", USER, null, "me", 401, 403, 403, 403, 403, 403, 202),
            row("GET", USER + "/erasure", null, "ann", 401, 403, 403, 403, 403, 403, 200),
            row("GET", USER + "/erasure", null, "{own}", 401, 403, 403, 403, 403, 403, 200));

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
            String id = conversation + "-" + who;
            populate(id);
            answered.put(who, call(row, id, who).statusCode());
        }
        assertThat(answered).isEqualTo(row.codes());
    }

    /** The same answer in every header and byte. */
    @ParameterizedTest
    @FieldSource("ROWS")
    void aStrangerCannotTellWhatIsNotItsOwnFromWhatIsNotThere(Row row) throws Exception {
        if (row.asksMembership()) {
            String id = conversation + "-there";
            populate(id);
            HttpResponse<String> notYours = call(row, id, Who.STRANGER);
            HttpResponse<String> notThere = call(row, conversation + "-nowhere", Who.STRANGER);
            assertThat(notYours.statusCode()).isEqualTo(notThere.statusCode());
            assertThat(notYours.body()).isEqualTo(notThere.body());
            assertThat(withoutDate(notYours)).isEqualTo(withoutDate(notThere));
        }
    }

    private static Map<String, List<String>> withoutDate(HttpResponse<String> answer) {
        return answer.headers().map().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Date"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void populate(String id) throws Exception {
        String path = "/v1/conversations/" + id;
        ok(201, call("PUT", path, service, CREATION));
        ok(201, call("PUT", path + "-elsewhere", service, "{\"kind\":\"GROUP\",\"members\":[\"eli\",\"ann\"]}"));
        ok(201, call("POST", path + "/messages", TOKENS.user("ann"), message("first", "first")));
        ok(204, call("DELETE", path + "/members/fay", service, null));
    }

    private HttpResponse<String> call(Row row, String id, Who who) throws Exception {
        String own = who.name == null ? "nobody" : who.name;
        String path = row.path()
                .replace("{conversationId}", id)
                .replace("{userId}", row.named().replace("{own}", own));
        return call(row.method(), path, who.token(), row.body());
    }
}
