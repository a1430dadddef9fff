package org.messageroaming.history.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.HistoryIT;
import org.messageroaming.history.fanout.Delivery;
import org.messageroaming.history.fanout.Scrub;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.JsonNode;

class OperationApiIT extends HistoryIT {

    private JsonNode operate(int status, String user, Map<String, Object> body) throws Exception {
        String token = user.equals("service") ? service : TOKENS.user(user);
        return ok(status, call("POST", path("/operations"), token, WireJson.MAPPER.writeValueAsString(body)));
    }

    private void refused(int status, String code, String user, Map<String, Object> body) throws Exception {
        String token = user.equals("service") ? service : TOKENS.user(user);
        problem(status, code, call("POST", path("/operations"), token, WireJson.MAPPER.writeValueAsString(body)));
    }

    private static Map<String, Object> on(String type, String id, long seq) {
        String field = type.equals("CLEAR") || type.equals("READ") ? "upToSeq" : "seq";
        return Map.of("operationId", id, "type", type, field, seq);
    }

    private static Map<String, Object> edit(String id, long seq, String text) {
        return Map.of("operationId", id, "type", "EDIT", "seq", seq, "content", Map.of("text", text));
    }

    private static Map<String, Object> delete(String id, Object... seqs) {
        return Map.of("operationId", id, "type", "DELETE", "seqs", List.of(seqs));
    }

    private JsonNode page(String user, String query) throws Exception {
        return ok(200, call("GET", path("/messages" + query), TOKENS.user(user), null));
    }

    private JsonNode changes(String user, String query) throws Exception {
        return ok(200, call("GET", path("/changes" + query), TOKENS.user(user), null));
    }

    private static List<String> ids(JsonNode changes) {
        return changes.path("changes").values().stream()
                .map(change -> change.path("operationId").asString())
                .toList();
    }

    @Test
    void aRecalledMessageKeepsItsPlaceAndLosesItsContentEverywhere() throws Exception {
        createGroup("SINCE_JOIN", "a", "b", "c");
        append("a", "m1");
        append("a", "m2");
        operate(201, "a", edit("e1", 1, "second thoughts"));
        ok(204, call("DELETE", path("/members/c"), service, null));

        JsonNode recall = operate(201, "a", on("RECALL", "r1", 1));

        assertThat(recall.path("type").asString()).isEqualTo("RECALL");
        JsonNode message = page("b", "").path("messages").path(0);
        assertThat(message.path("content").isNull()).isTrue();
        assertThat(message.path("recalledBy").asString()).isEqualTo("a");
        assertThat(message.path("recalledAt").asString())
                .isEqualTo(recall.path("appliedAt").asString());
        assertThat(page("c", "").toString()).doesNotContain("second thoughts").doesNotContain("\"text\":\"m1\"");
        assertThat(changes("b", "").toString()).doesNotContain("second thoughts");
        assertThat(ids(changes("b", ""))).containsExactly("e1", "r1");
        JsonNode retried = ok(200, call("POST", path("/messages"), TOKENS.user("a"), message("m1", "m1")));
        assertThat(retried.path("content").isNull())
                .as("the answer to a retried append")
                .isTrue();
        assertThat(operate(200, "a", edit("e1", 1, "second thoughts"))
                        .path("content")
                        .isNull())
                .as("the answer to a retried edit")
                .isTrue();
        Scrub scrub = RecordedDeliveries.SCRUBS.stream()
                .filter(one -> one.message().conversationId().value().equals(conversation))
                .findFirst()
                .orElseThrow();
        assertThat(scrub.recipients())
                .as("also who left meanwhile")
                .containsExactlyInAnyOrder(new UserId("a"), new UserId("b"), new UserId("c"));
        assertThat(scrub.message().content()).isNull();
    }

    @Test
    void onlyTheSenderOrAServiceRecallsAndEdits() throws Exception {
        createGroup("SINCE_JOIN", "a", "b");
        append("a", "m1");
        append("a", "m2");

        refused(403, "forbidden", "b", on("RECALL", "r", 1));
        refused(403, "forbidden", "b", edit("e", 1, "not mine"));
        refused(404, "message-not-found", "a", on("RECALL", "r", 3));
        refused(404, "conversation-not-found", "stranger", on("RECALL", "r", 1));
        operate(201, "service", on("RECALL", "r", 1));
        operate(201, "service", edit("e", 2, "moderated"));
        assertThat(page("a", "")
                        .path("messages")
                        .path(1)
                        .path("content")
                        .path("text")
                        .asString())
                .isEqualTo("moderated");
        refused(403, "forbidden", "service", on("READ", "x", 1));
    }

    @Test
    void aRecallIsFinalAndRecallingTwiceIsHarmless() throws Exception {
        createGroup("SINCE_JOIN", "a");
        append("a", "m1");
        operate(201, "a", on("RECALL", "r1", 1));
        operate(200, "a", on("RECALL", "r1", 1));
        operate(201, "a", on("RECALL", "r2", 1));
        refused(409, "conflict", "a", edit("e1", 1, "too late"));
        refused(409, "idempotency-conflict", "a", on("READ", "r1", 1));
        assertThat(ids(changes("a", ""))).containsExactly("r1");
    }

    @Test
    void whatADeviceDeletesIsAbsentFromThatUsersPagesOnly() throws Exception {
        createGroup("SINCE_JOIN", "a", "b");
        for (int i = 1; i <= 6; i++) {
            append("a", "m" + i);
        }
        operate(201, "b", delete("d1", 2, 6));
        operate(201, "b", delete("d2", 1));

        assertThat(seqs("b", "")).containsExactly(3L, 4L, 5L);
        assertThat(seqs("b", "?limit=2")).containsExactly(4L, 5L);
        assertThat(seqs("b", "?before=4&limit=2")).containsExactly(3L);
        assertThat(seqs("b", "?after=1&limit=2")).containsExactly(3L, 4L);
        JsonNode page = page("b", "?limit=2");
        assertThat(page.path("firstVisibleSeq").asLong()).isEqualTo(3);
        assertThat(page.path("lastVisibleSeq").asLong()).isEqualTo(5);
        assertThat(page.path("hasNewer").asBoolean()).isFalse();
        assertThat(seqs("a", "")).hasSize(6);
        refused(400, "invalid-request", "b", delete("d3", 7));
        refused(400, "invalid-request", "b", delete("d4"));
    }

    @Test
    void pagesAreFullThoughMuchIsDeletedAcrossBuckets() throws Exception {
        createGroup("SINCE_JOIN", "a");
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 450; i++) {
            lines.append("{\"clientMessageId\":\"i")
                    .append(i)
                    .append("\",\"sender\":\"a\",\"type\":\"t\",\"content\":{},")
                    .append("\"sentAt\":\"2020-01-01T00:00:00.000Z\"}\n");
        }
        ok(200, call("POST", path("/import"), service, lines.toString()));
        for (int from = 150; from < 400; from += 100) {
            Object[] some =
                    java.util.stream.LongStream.range(from, from + 100).boxed().toArray();
            operate(201, "a", delete("d" + from, some));
        }

        assertThat(seqs("a", "?before=450&limit=5")).containsExactly(145L, 146L, 147L, 148L, 149L);
        assertThat(seqs("a", "?after=148&limit=3")).as("ends at a wide gap").containsExactly(149L);
        assertThat(page("a", "?after=148&limit=3").path("hasNewer").asBoolean()).isTrue();
        assertThat(seqs("a", "?after=149&limit=3")).containsExactly(450L);
        assertThat(page("a", "").path("lastVisibleSeq").asLong()).isEqualTo(450);
        operate(201, "a", delete("last", 450));
        assertThat(page("a", "?limit=1").path("lastVisibleSeq").asLong()).isEqualTo(149);
    }

    @Test
    void clearingHidesEverythingUpToThereAndNeverLess() throws Exception {
        createGroup("FULL", "a", "b");
        for (int i = 1; i <= 4; i++) {
            append("a", "m" + i);
        }
        operate(201, "b", on("CLEAR", "c1", 3));
        operate(201, "b", on("CLEAR", "c2", 1));
        refused(400, "invalid-request", "b", on("CLEAR", "c3", 5));

        assertThat(seqs("b", "")).containsExactly(4L);
        assertThat(page("b", "").path("firstVisibleSeq").asLong()).isEqualTo(4);
        assertThat(ids(changes("b", ""))).containsExactly("c1");
        operate(201, "a", edit("e", 2, "b cleared this"));
        assertThat(ids(changes("b", ""))).as("what is cleared is not told").containsExactly("c1");
    }

    @Test
    void changesArePagedByCursorAndLatestIsTheEnd() throws Exception {
        createGroup("SINCE_JOIN", "a", "b");
        append("a", "m1");
        append("a", "m2");
        String before = changes("b", "?after=latest").path("cursor").asString();
        operate(201, "a", edit("e1", 1, "one"));
        operate(201, "b", delete("d1", 1));
        operate(201, "a", edit("e2", 2, "two"));
        operate(201, "b", on("READ", "r1", 1));
        operate(201, "b", on("READ", "r2", 2));

        JsonNode first = changes("b", "?limit=2&after=" + before);
        assertThat(ids(first)).as("the edit of what b deleted is not told").containsExactly("d1");
        assertThat(first.path("hasMore").asBoolean()).isTrue();
        JsonNode second = changes("b", "?limit=2&after=" + first.path("cursor").asString());
        assertThat(ids(second)).as("only the last read counts").containsExactly("e2", "r2");
        assertThat(second.path("hasMore").asBoolean()).isFalse();
        JsonNode none = changes("b", "?after=" + second.path("cursor").asString());
        assertThat(none.path("changes")).isEmpty();
        assertThat(ids(changes("a", ""))).as("b's own operations are b's alone").containsExactly("e1", "e2");
        problem(400, "invalid-cursor", call("GET", path("/changes?after=" + before), TOKENS.user("a"), null));
        problem(400, "invalid-cursor", call("GET", path("/changes?after=nonsense"), TOKENS.user("a"), null));
        problem(404, "conversation-not-found", call("GET", path("/changes"), TOKENS.user("stranger"), null));
    }

    @Test
    void whoCannotSeeAMessageIsNotToldOfItsEdits() throws Exception {
        createGroup("SINCE_JOIN", "a", "b");
        append("a", "m1");
        ok(201, call("PUT", path("/members/late"), service, null));
        operate(201, "a", edit("e1", 1, "not for late"));
        operate(201, "a", on("READ", "own", 1));
        append("a", "m2");
        operate(201, "a", on("RECALL", "r1", 2));

        assertThat(ids(changes("late", ""))).containsExactly("r1");
        assertThat(told("EDIT")).containsExactlyInAnyOrder("a", "b");
        assertThat(told("RECALL")).containsExactlyInAnyOrder("a", "b", "late");
        assertThat(told("READ"))
                .as("reading what one sent oneself changes nothing")
                .isEmpty();
    }

    /** Where everybody sees everything, an edit is told to those, too, who came after the message. */
    @Test
    void anEditIsTakenBackFromWhoCameAfterTheMessageAndLeft() throws Exception {
        createGroup("FULL", "a", "b");
        append("a", "m1");
        ok(201, call("PUT", path("/members/late"), service, null));
        operate(201, "a", edit("e1", 1, "for late, too"));
        ok(204, call("DELETE", path("/members/late"), service, null));
        operate(201, "a", on("RECALL", "r1", 1));

        assertThat(told("EDIT")).containsExactlyInAnyOrder("a", "b", "late");
        assertThat(RecordedDeliveries.SCRUBS.stream()
                        .filter(scrub ->
                                scrub.message().conversationId().value().equals(conversation))
                        .flatMap(scrub -> scrub.recipients().stream())
                        .map(UserId::value))
                .containsExactlyInAnyOrder("a", "b", "late");
    }

    /** On its other devices the content would stay. */
    @Test
    void whoLeftIsToldOfItsOwnRecall() throws Exception {
        createGroup("SINCE_JOIN", "a", "b");
        append("a", "m1");
        ok(204, call("DELETE", path("/members/a"), service, null));
        operate(201, "a", on("RECALL", "r1", 1));
        assertThat(told("RECALL")).containsExactlyInAnyOrder("a", "b");
    }

    private List<String> told(String type) {
        return RecordedDeliveries.ALL.stream()
                .filter(delivery -> delivery.told() instanceof Delivery.Told.Done done
                        && done.operation().conversationId().value().equals(conversation)
                        && WireJson.MAPPER
                                .writerFor(Operation.class)
                                .writeValueAsString(done.operation())
                                .contains("\"type\":\"" + type + "\""))
                .flatMap(delivery -> delivery.recipients().stream())
                .map(UserId::value)
                .toList();
    }

    @Test
    void whoLeftMayTakeBackWhatItSaidAndNothingElse() throws Exception {
        createGroup("SINCE_JOIN", "a", "b");
        append("a", "m1");
        append("a", "m2");
        ok(204, call("DELETE", path("/members/a"), service, null));

        refused(403, "forbidden", "a", edit("e", 1, "from outside"));
        refused(403, "forbidden", "a", delete("d", 1));
        problem(403, "forbidden", call("GET", path("/changes"), TOKENS.user("a"), null));
        operate(201, "a", on("RECALL", "r", 1));
        assertThat(page("b", "").path("messages").path(0).path("content").isNull())
                .isTrue();
    }

    @Test
    void malformedInstructionsNameTheFieldAndChangeNothing() throws Exception {
        createGroup("SINCE_JOIN", "a");
        append("a", "m1");
        refused(400, "invalid-request", "a", Map.of("operationId", "x", "type", "SHRED", "seq", 1));
        refused(400, "invalid-request", "a", Map.of("operationId", "x", "seq", 1));
        refused(400, "invalid-request", "a", Map.of("operationId", "x", "type", "RECALL"));
        refused(400, "invalid-request", "a", Map.of("operationId", "x", "type", "READ", "upToSeq", 1, "seq", 1));
        refused(400, "invalid-request", "a", Map.of("operationId", "x", "type", "DELETE", "seqs", List.of("1")));
        refused(413, "payload-too-large", "a", edit("x", 1, "é".repeat(33_000)));
        assertThat(changes("a", "").path("changes")).isEmpty();
    }
}
