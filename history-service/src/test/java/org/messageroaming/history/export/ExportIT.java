package org.messageroaming.history.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.messageroaming.history.HistoryIT;
import org.messageroaming.model.json.WireJson;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class ExportIT extends HistoryIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final String ann = "ann-" + UUID.randomUUID();
    private final String bob = "bob-" + UUID.randomUUID();

    @Autowired
    private CqlSession session;

    private List<JsonNode> export(String token) throws Exception {
        return export(token, ann);
    }

    private List<JsonNode> export(String token, String user) throws Exception {
        HttpResponse<String> answer = call("GET", "/v1/users/" + user + "/export", token, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/x-ndjson");
        assertThat(answer.body()).endsWith("\n");
        return answer.body().lines().map(WireJson.MAPPER::readTree).toList();
    }

    private static List<String> kinds(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("record").asString()).toList();
    }

    private void operate(String fields) throws Exception {
        ok(201, call("POST", path("/operations"), TOKENS.user(ann), "{" + fields.replace('\'', '"') + "}"));
    }

    private void live() throws Exception {
        createGroup("FULL", ann, bob);
        append(ann, "a1");
        append(bob, "b1");
        append(ann, "a2");
        operate("'operationId':'d','type':'DELETE','seqs':[1]");
        operate("'operationId':'c','type':'CLEAR','upToSeq':2");
    }

    @Test
    void itHoldsMembershipMarkersAndOwnMessagesAndNothingOfOthers() throws Exception {
        live();
        List<JsonNode> lines = export(TOKENS.user(ann));
        assertThat(kinds(lines))
                .containsExactly("user", "conversation", "membership", "deletion", "message", "message", "end");
        assertThat(lines.get(0).path("userId").asString()).isEqualTo(ann);
        assertThat(lines.get(1).path("conversationId").asString()).isEqualTo(conversation);
        assertThat(lines.get(2).path("readUpToSeq").asLong()).isEqualTo(3);
        assertThat(lines.get(2).path("clearedUpToSeq").asLong()).isEqualTo(2);
        assertThat(lines.get(3).path("operation").path("seqs").path(0).asLong()).isEqualTo(1);
        assertThat(lines.get(4).path("message").path("content").path("text").asString())
                .as("hidden from itself, and still kept")
                .isEqualTo("a1");
        assertThat(lines.get(6).path("conversations").asLong()).isEqualTo(1);
        assertThat(lines.get(6).path("messages").asLong()).isEqualTo(2);
        assertThat(lines.toString()).doesNotContain(bob);
        List<JsonNode> ofService = export(service);
        assertThat(ofService.subList(1, 7)).isEqualTo(lines.subList(1, 7));
    }

    @Test
    void itGoesBeyondAPageAndABucket() throws Exception {
        createGroup("FULL", ann, bob);
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 450; i++) {
            body.append("{\"clientMessageId\":\"i")
                    .append(i)
                    .append("\",\"sender\":\"")
                    .append(i % 2 == 0 ? ann : bob);
            body.append("\",\"type\":\"t\",\"content\":{},\"sentAt\":\"2020-01-01T00:00:00.000Z\"}\n");
        }
        ok(200, call("POST", path("/import"), service, body.toString()));
        List<JsonNode> lines = export(service);
        assertThat(lines.stream()
                        .filter(line -> line.path("record").asString().equals("message"))
                        .map(line -> line.path("message").path("seq").asInt()))
                .hasSize(225)
                .isSorted()
                .allMatch(seq -> seq % 2 == 1);
    }

    @Test
    void oneThatLacksSomethingSaysSoInItsLastLine() throws Exception {
        live();
        session.execute("INSERT INTO timeline (conversation_id, bucket, seq, type) VALUES ('" + conversation
                + "', 0, 2, 'unreadable') USING TIMESTAMP 9000000000000000000");
        session.execute("DELETE sender FROM timeline USING TIMESTAMP 9000000000000000000 WHERE conversation_id = '"
                + conversation + "' AND bucket = 0 AND seq = 2");
        List<JsonNode> lines = export(TOKENS.user(ann));
        assertThat(kinds(lines))
                .startsWith("user", "conversation")
                .endsWith("failed")
                .doesNotContain("end");
        assertThat(lines.get(lines.size() - 1).path("code").asString()).isEqualTo("store-unavailable");
    }

    @Test
    void oneThatLacksADeletionSaysSoToo() throws Exception {
        live();
        session.execute("DELETE FROM change USING TIMESTAMP 9000000000000000000 WHERE conversation_id = '"
                + conversation + "' AND audience = '" + ann + "' AND bucket = 0");
        assertThat(kinds(export(TOKENS.user(ann)))).endsWith("failed").doesNotContain("end");
    }

    @Test
    void whoComesBackAfterAnErasureGetsNothingOfTheLifeBefore() throws Exception {
        live();
        append(ann, "a3");
        operate("'operationId':'r','type':'RECALL','seq':4");
        assertThat(kinds(export(service)))
                .as("its own stub")
                .filteredOn("message"::equals)
                .hasSize(3);
        ok(202, call("DELETE", "/v1/users/" + ann, service, null));
        await().atMost(SOON).until(() -> kinds(export(service)).equals(List.of("user", "end")));

        ok(201, call("PUT", path("/members/" + ann), service, null));

        assertThat(kinds(export(service))).containsExactly("user", "conversation", "membership", "end");
    }

    /** More than the buffers on its way take. */
    @Test
    void whoDoesNotReadItsExportGetsNoOtherOneAndWhatItReadIsNoted(CapturedOutput output) throws Exception {
        createGroup("FULL", ann, bob);
        String text = "x".repeat(60_000);
        for (int part = 0; part < 15; part++) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                lines.append("{\"clientMessageId\":\"i")
                        .append(20 * part + i)
                        .append("\",\"sender\":\"")
                        .append(ann);
                lines.append("\",\"type\":\"t\",\"content\":{\"t\":\"").append(text);
                lines.append("\"},\"sentAt\":\"2020-01-01T00:00:00.000Z\"}\n");
            }
            ok(200, call("POST", path("/import"), service, lines.toString()));
        }
        HttpRequest request = request("GET", "/v1/users/me/export", TOKENS.user(ann), null);
        HttpResponse<InputStream> unread = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(unread.statusCode()).isEqualTo(200);
        problem(429, "rate-limited", call("GET", "/v1/users/" + ann + "/export", service, null));
        assertThat(kinds(export(TOKENS.user(bob), bob))).as("somebody else's").endsWith("end");

        unread.body().close();

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(output).contains("exported=" + ann + " caller=" + ann + " complete=false"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(kinds(export(TOKENS.user(ann)))).endsWith("end"));
    }

    @Test
    void whoNeverDidAnythingGetsAnExportOfNothing() throws Exception {
        assertThat(kinds(export(TOKENS.user(ann)))).containsExactly("user", "end");
    }
}
