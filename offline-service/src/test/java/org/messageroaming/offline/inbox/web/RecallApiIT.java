package org.messageroaming.offline.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.offline.OfflineIT;
import tools.jackson.databind.JsonNode;

class RecallApiIT extends OfflineIT {
    private final String sentAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();

    private String message(long seq, String content) {
        return "{\"conversationId\":\"" + conversation + "\",\"seq\":" + seq
                + ",\"sender\":\"a\",\"clientMessageId\":\"m" + seq + "\",\"type\":\"text\",\"content\":" + content
                + ",\"sentAt\":\"" + sentAt + "\""
                + (content.equals("null") ? ",\"recalledAt\":\"" + sentAt + "\",\"recalledBy\":\"a\"}" : "}");
    }

    private String edit(long seq, String text) {
        return "{\"type\":\"EDIT\",\"conversationId\":\"" + conversation + "\",\"seq\":" + seq
                + ",\"operationId\":\"o" + seq + "\",\"actor\":\"a\",\"appliedAt\":\"" + sentAt
                + "\",\"content\":{\"text\":\"" + text + "\"}}";
    }

    private long recall(List<String> recipients, long seq) throws Exception {
        String body = "{\"recalls\":[{\"recipients\":" + WireJson.MAPPER.writeValueAsString(recipients)
                + ",\"message\":" + message(seq, "null") + "}]}";
        return call(200, "POST", "/v1/recalls", TOKENS.service("history"), body)
                .path("scrubbed")
                .asLong();
    }

    @Test
    void theContentIsGoneInPlaceFromTheMessageAndItsEditsAndCursorsStayValid() throws Exception {
        List<String> me = List.of(user);
        deliver(me, "e1", "MESSAGE", message(1, "{\"text\":\"keep\"}"));
        deliver(me, "e2", "MESSAGE", message(2, "{\"text\":\"SECRET\"}"));
        String before = pull("").path("cursor").asString();
        deliver(me, "e3", "OPERATION", edit(2, "SECRET again"));
        deliver(me, "e4", "OPERATION", edit(1, "kept edit"));
        JsonNode old = pull("");

        assertThat(recall(me, 2)).isEqualTo(1);
        assertThat(recall(me, 2)).as("again changes nothing").isZero();

        JsonNode now = pull("");
        assertThat(now.toString()).doesNotContain("SECRET").contains("keep").contains("kept edit");
        assertThat(now.path("entries").path(1).path("seq").asLong()).isEqualTo(2);
        assertThat(now.path("entries").path(1).path("entryId").asString()).isEqualTo("e2");
        assertThat(now.path("entries")
                        .path(1)
                        .path("message")
                        .path("recalledBy")
                        .asString())
                .isEqualTo("a");
        assertThat(now.path("entries").path(2).path("operation").path("content").isNull())
                .isTrue();
        for (String cursor : List.of(before, old.path("cursor").asString())) {
            assertThat(pull("?after=" + cursor).path("gap").isNull()).isTrue();
        }
        assertThat(pull("?after=" + before).path("entries")).hasSize(2);
    }

    @Test
    void aMessageThatWaitsInAThousandInboxesIsScrubbedInAll() throws Exception {
        List<String> users =
                IntStream.range(0, 1000).mapToObj(i -> user + "-" + i).toList();
        deliver(users, "e1", "MESSAGE", message(1, "{\"text\":\"SECRET\"}"));
        for (int i = 0; i < 100; i++) {
            deliver(users.subList(0, 20), "later" + i, "MESSAGE", message(2 + i, "{\"text\":\"other\"}"));
        }

        assertThat(recall(users, 1)).isEqualTo(1000);

        for (String one : users) {
            JsonNode inbox = call(200, "GET", "/v1/users/" + one + "/inbox?limit=1000", TOKENS.service("check"), null);
            assertThat(inbox.toString()).doesNotContain("SECRET").contains("\"recalledBy\":\"a\"");
        }
    }

    @Test
    void textThatLooksLikeAnotherMessageIsLeftAlone() throws Exception {
        String imitation = WireJson.MAPPER.writeValueAsString(
                "\"kind\":\"MESSAGE\",\"message\":{\"conversationId\":\"" + conversation + "\",\"seq\":1,");
        deliver(List.of(user), "e1", "MESSAGE", message(7, "{\"text\":" + imitation + "}"));
        String nested =
                "{\"kind\":\"MESSAGE\",\"message\":{\"conversationId\":\"" + conversation + "\",\"seq\":1,\"x\":2}}";
        deliver(List.of(user), "e2", "MESSAGE", message(8, nested));
        String before = pull("").toString();

        assertThat(recall(List.of(user), 1)).isZero();
        assertThat(pull("").path("entries").toString())
                .isEqualTo(WireJson.MAPPER.readTree(before).path("entries").toString());
    }

    @Test
    void fieldsInAnotherOrderAreFoundAsWell() throws Exception {
        deliver(
                List.of(user),
                "e1",
                "MESSAGE",
                "{\"content\":{\"n\":1.10},\"sender\":\"a\",\"seq\":5,\"conversationId\":\"" + conversation + "\"}");
        deliver(
                List.of(user),
                "e2",
                "OPERATION",
                "{\"content\":{\"text\":\"SECRET\"},\"seq\":5,\"type\":\"EDIT\",\"conversationId\":\"" + conversation
                        + "\",\"operationId\":\"o\"}");
        assertThat(pull("").toString()).contains("\"n\":1.1");
        assertThat(recall(List.of(user), 5)).isEqualTo(1);
        assertThat(pull("").toString()).doesNotContain("SECRET").doesNotContain("\"n\":1.1");
    }

    @Test
    void aRecallNeedsAServiceAndAMessageWithoutContent() throws Exception {
        String recipients = "[\"" + user + "\"]";
        Stream<String> wrong = Stream.of(
                "{\"recalls\":[]}",
                "{\"recalls\":[{\"recipients\":[],\"message\":" + message(1, "null") + "}]}",
                "{\"recalls\":[{\"recipients\":" + recipients + ",\"message\":" + message(1, "{}") + "}]}",
                "{\"recalls\":[{\"recipients\":" + recipients + ",\"message\":{}}]}");
        for (String body : wrong.toList()) {
            call(400, "POST", "/v1/recalls", TOKENS.service("history"), body);
        }
        String good = "{\"recalls\":[{\"recipients\":" + recipients + ",\"message\":" + message(1, "null") + "}]}";
        call(403, "POST", "/v1/recalls", TOKENS.user(user), good);
    }
}
