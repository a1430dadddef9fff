package org.messageroaming.history.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.HistoryIT;
import org.messageroaming.history.fanout.Delivery;
import org.messageroaming.model.Content;
import org.messageroaming.model.Message;
import tools.jackson.databind.JsonNode;

/** What is accepted is wrapped again and again, and must be readable in every wrapping. */
class NestedContentIT extends HistoryIT {
    private static final String DEEPEST = nested(Content.MAX_DEPTH);
    private static final String TOO_DEEP = nested(Content.MAX_DEPTH + 1);

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    private static String message(String id, String content, String more) {
        return "{\"clientMessageId\":\"" + id + "\",\"type\":\"text\",\"content\":" + content + more + "}";
    }

    private static String edit(String content) {
        return "{\"operationId\":\"" + UUID.randomUUID() + "\",\"type\":\"EDIT\",\"seq\":1,\"content\":" + content
                + "}";
    }

    private static String line(String id, String content) {
        return message(id, content, ",\"sender\":\"a\",\"sentAt\":\"2020-01-01T00:00:00.000Z\"") + "\n";
    }

    @Test
    void theDeepestContentIsKeptEditedAndDelivered() throws Exception {
        createGroup("FULL", "a", "b");
        String member = TOKENS.user("a");
        ok(201, call("POST", path("/messages"), member, message("m1", "{}", "")));
        ok(201, call("POST", path("/operations"), member, edit(DEEPEST)));
        ok(201, call("POST", path("/messages"), member, message("m2", DEEPEST, "")));
        JsonNode page = ok(200, call("GET", path("/messages"), TOKENS.user("b"), null));
        assertThat(page.path("messages"))
                .hasSize(2)
                .allSatisfy(message ->
                        assertThat(message.path("content").toString()).isEqualTo(DEEPEST));
        JsonNode changes = ok(200, call("GET", path("/changes"), TOKENS.user("b"), null));
        assertThat(changes.toString()).contains(DEEPEST);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(RecordedDeliveries.ALL)
                        .extracting(Delivery::told)
                        .filteredOn(Delivery.Told.Sent.class::isInstance)
                        .extracting(told -> ((Delivery.Told.Sent) told).message())
                        .filteredOn(sent -> sent.conversationId().value().equals(conversation))
                        .extracting(Message::content)
                        .contains(new Content(DEEPEST)));
    }

    @Test
    void whatIsDeeperIsRefusedAndChangesNothing() throws Exception {
        createGroup("FULL", "a", "b");
        String member = TOKENS.user("a");
        ok(201, call("POST", path("/messages"), member, message("m1", "{}", "")));
        problem(400, "invalid-request", call("POST", path("/messages"), member, message("m2", TOO_DEEP, "")));
        problem(400, "invalid-request", call("POST", path("/operations"), member, edit(TOO_DEEP)));
        JsonNode page = ok(200, call("GET", path("/messages"), member, null));
        assertThat(page.path("messages")).hasSize(1);
        assertThat(page.path("messages").path(0).path("content").toString()).isEqualTo("{}");
    }

    @Test
    void anImportNamesTheLineThatIsTooDeep() throws Exception {
        createGroup("FULL", "a", "b");
        JsonNode run = ok(200, call("POST", path("/import"), service, line("i1", DEEPEST) + line("i2", TOO_DEEP)));
        assertThat(run.path("imported").asInt()).isEqualTo(1);
        assertThat(run.path("rejected")).hasSize(1);
        assertThat(run.path("rejected").path(0).path("line").asInt()).isEqualTo(2);
    }
}
