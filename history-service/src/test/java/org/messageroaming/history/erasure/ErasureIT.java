package org.messageroaming.history.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.fanout.Delivery;
import org.messageroaming.model.UserId;
import tools.jackson.databind.JsonNode;

/** What is left of a user, and what is not. */
class ErasureIT extends ErasureScenario {
    @Test
    void nothingOfTheUserIsLeftInAnyTable() throws Exception {
        live();
        assertThat(new Remains(session).of(mark)).as("it is there before").isNotEmpty();

        JsonNode begun = request();

        assertThat(begun.path("state").asString()).isEqualTo("RUNNING");
        assertThat(begun.path("userId").asString()).isEqualTo(ann);
        awaitDone();
        assertNothingRemains();
        JsonNode done = erasure();
        assertThat(done.path("conversationsDone").asLong()).isEqualTo(4);
        assertThat(done.path("conversationsLeft").asLong()).isZero();
        assertThat(done.path("finishedAt").asString()).endsWith("Z");
        assertThat(RecordedDeliveries.ERASED)
                .as("once more after a delivery that was under way")
                .filteredOn(user::equals)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void othersSeeStubsAndAreToldAsOfARecall() throws Exception {
        live();
        ok(201, call("PUT", group(name + "-now") + "/members/late", service, null));
        request();
        awaitDone();

        assertThat(messages(name + "-now", bob)).hasSize(5).allSatisfy(message -> {
            assertThat(message.path("content").isNull()).isTrue();
            assertThat(message.path("recalledAt").asString()).endsWith("Z");
        });
        assertThat(messages(name + "-imported", "gateway")
                        .get(0)
                        .path("content")
                        .isNull())
                .isTrue();
        JsonNode changes = ok(200, call("GET", group(name + "-now") + "/changes", TOKENS.user(bob), null));
        assertThat(changes.path("changes").values().stream()
                        .filter(change -> change.path("type").asString().equals("RECALL")))
                .hasSize(5);
        assertThat(told(name + "-now")).contains(1L, 2L, 4L, 5L);
        assertThat(RecordedDeliveries.ALL)
                .filteredOn(delivery -> isErasure(delivery.told(), name + "-now"))
                .as("not the user itself, nor who came after them")
                .hasSize(4)
                .allSatisfy(delivery -> assertThat(delivery.recipients()).containsExactly(new UserId(bob)));
        assertThat(RecordedDeliveries.SCRUBS)
                .anySatisfy(scrub ->
                        assertThat(scrub.message().conversationId().value()).isEqualTo(name + "-left"));
        problem(
                409,
                "conflict",
                call(
                        "POST",
                        group(name + "-now") + "/operations",
                        service,
                        "{\"operationId\":\"e9\",\"type\":\"EDIT\",\"seq\":1,\"content\":{}}"));
        assertThat(ok(200, call("GET", group(name + "-now"), TOKENS.user(bob), null))
                        .path("memberCount")
                        .asInt())
                .isEqualTo(2);
    }

    private static boolean isErasure(Delivery.Told told, String id) {
        return told instanceof Delivery.Told.Done done
                && done.operation().conversationId().value().equals(id)
                && done.operation().operationId().value().startsWith("erasure.");
    }

    @Test
    void theUserIsAStrangerEverywhereAndWhoComesBackUnderItsNameBeginsAnew() throws Exception {
        live();
        request();
        awaitDone();
        for (String id : List.of("-now", "-left", "-alone")) {
            problem(404, "conversation-not-found", call("GET", group(name + id) + "/messages", TOKENS.user(ann), null));
        }
        assertThat(ok(200, call("GET", "/v1/users/me/conversations", TOKENS.user(ann), null))
                        .path("conversations"))
                .isEmpty();

        ok(201, call("PUT", group(name + "-now") + "/members/" + ann, service, "{}"));

        assertThat(messages(name + "-now", ann)).as("of the life before").isEmpty();
        ok(201, call("POST", group(name + "-now") + "/messages", TOKENS.user(ann), message("m1", "another")));
        operate(name + "-now", ann, "'operationId':'d1','type':'DELETE','seqs':[6]");
        assertThat(messages(name + "-now", ann)).isEmpty();
        assertThat(messages(name + "-now", bob)).hasSize(6);
        assertThat(messages(name + "-now", bob)
                        .get(5)
                        .path("content")
                        .path("text")
                        .asString())
                .isEqualTo("another");
    }

    /** In each table that something was deleted from, under the same keys. */
    @Test
    void whatANewLifeUnderTheNameWritesStays() throws Exception {
        live();
        request();
        awaitDone();
        String now = group(name + "-now");
        ok(201, call("PUT", now + "/members/" + ann, service, "{}"));
        send(name + "-now", ann, "m1");
        operate(name + "-now", ann, "'operationId':'e1','type':'EDIT','seq':6,'content':{}");
        operate(name + "-now", ann, "'operationId':'d1','type':'DELETE','seqs':[6]");

        ok(200, call("POST", now + "/messages", TOKENS.user(ann), message("m1", mark + " m1")));
        String edit = "{\"operationId\":\"e1\",\"type\":\"EDIT\",\"seq\":6,\"content\":{}}";
        ok(200, call("POST", now + "/operations", TOKENS.user(ann), edit));
        assertThat(ok(200, call("GET", "/v1/users/me/conversations", TOKENS.user(ann), null))
                        .path("conversations"))
                .hasSize(1);
        assertThat(ok(200, call("GET", now + "/changes", TOKENS.user(ann), null))
                        .toString())
                .contains("\"d1\"");
        ok(204, call("DELETE", now + "/members/" + ann, service, null));
        assertThat(messages(name + "-now", ann)).as("which it hid from itself").isEmpty();
    }

    /** What is edited is told anew. */
    @Test
    void anOldMessageThatWasEditedLatelyIsLookedForInInboxes() throws Exception {
        create(name + "-old", ann, bob);
        String line = "{\"clientMessageId\":\"i1\",\"sender\":\"" + ann + "\",\"type\":\"t\",\"content\":{},"
                + "\"sentAt\":\"2020-01-01T00:00:00.000Z\"}";
        ok(200, call("POST", group(name + "-old") + "/import", service, line));
        operate(name + "-old", ann, "'operationId':'e1','type':'EDIT','seq':1,'content':{'text':'" + mark + "'}");
        request();
        awaitDone();
        assertThat(told(name + "-old")).containsExactly(1L);
        assertThat(RecordedDeliveries.SCRUBS)
                .anySatisfy(scrub ->
                        assertThat(scrub.message().conversationId().value()).isEqualTo(name + "-old"));
    }

    @Test
    void nobodyIsErasedWhoWasNotAskedFor() throws Exception {
        assertThat(erasure().path("state").asString()).isEqualTo("NONE");
        live();
        send(name + "-now", bob, "b1");
        request();
        awaitDone();
        assertThat(messages(name + "-now", bob)
                        .get(5)
                        .path("content")
                        .path("text")
                        .asString())
                .as("bob's")
                .contains(mark);
    }

    @Test
    void aLargeConversationIsErasedPageByPage() throws Exception {
        create(name + "-large", ann, bob);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 650; i++) {
            String sender = i % 3 == 0 ? bob : ann;
            lines.append("{\"clientMessageId\":\"i")
                    .append(i)
                    .append("\",\"sender\":\"")
                    .append(sender)
                    .append("\",\"type\":\"t\",\"content\":{\"t\":\"")
                    .append(sender.equals(ann) ? mark : "other")
                    .append("\"},\"sentAt\":\"2020-01-01T00:00:00.000Z\"}\n");
        }
        ok(200, call("POST", group(name + "-large") + "/import", service, lines.toString()));
        request();
        awaitDone();
        assertNothingRemains();
        assertThat(lastPage())
                .hasSize(200)
                .anySatisfy(message ->
                        assertThat(message.path("content").path("t").asString()).isEqualTo("other"));
        assertThat(told(name + "-large")).as("too old to wait in an inbox").isEmpty();
    }

    private List<JsonNode> lastPage() throws Exception {
        String path = group(name + "-large") + "/messages?limit=200";
        return ok(200, call("GET", path, TOKENS.user(bob), null)).path("messages").values().stream()
                .toList();
    }
}
