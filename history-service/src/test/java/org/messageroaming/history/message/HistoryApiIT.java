package org.messageroaming.history.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messageroaming.history.HistoryIT;
import org.messageroaming.history.fanout.Delivery;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;
import tools.jackson.databind.JsonNode;

class HistoryApiIT extends HistoryIT {

    @Test
    void aCreationIsIdempotentAndAnotherOneUnderTheSameNameConflicts() throws Exception {
        String group = "{\"kind\":\"GROUP\",\"members\":[\"a\",\"b\"]}";
        JsonNode created = ok(201, call("PUT", path(""), service, group));
        assertThat(created.path("historyVisibility").asString()).isEqualTo("SINCE_JOIN");
        assertThat(created.path("memberCount").asInt()).isEqualTo(2);
        assertThat(ok(200, call("PUT", path(""), service, group))).isEqualTo(created);
        problem(409, "conflict", call("PUT", path(""), service, "{\"kind\":\"GROUP\",\"members\":[\"a\"]}"));
        problem(403, "forbidden", call("PUT", path(""), TOKENS.user("a"), group));
        problem(
                400,
                "invalid-request",
                call("PUT", path("x"), service, "{\"kind\":\"DIRECT\",\"members\":[\"a\",\"b\",\"c\"]}"));
    }

    @Test
    void aRetryGivesTheSameMessageAndAnotherContentConflicts() throws Exception {
        createGroup("SINCE_JOIN", "a", "b");
        JsonNode first = append("a", "m1");
        assertThat(first.path("seq").asLong()).isEqualTo(1);
        assertThat(first.has("editedAt")).isFalse();
        assertThat(ok(200, call("POST", path("/messages"), TOKENS.user("a"), message("m1", "m1"))))
                .isEqualTo(first);
        problem(409, "idempotency-conflict", call("POST", path("/messages"), TOKENS.user("a"), message("m1", "other")));
        assertThat(ok(201, call("POST", path("/messages"), TOKENS.user("b"), message("m1", "other")))
                        .path("seq")
                        .asLong())
                .isEqualTo(2);
    }

    /** By its simple name, which no other part of the API may have. */
    @Test
    void theDocumentTellsWhatAMessageHas() throws Exception {
        createGroup("SINCE_JOIN", "a");
        JsonNode message = append("a", "m1");
        JsonNode schemas = ok(200, call("GET", "/v3/api-docs", null, null))
                .path("components")
                .path("schemas");
        assertThat(schemas.path("Message").path("properties").propertyNames())
                .containsAll(message.propertyNames())
                .contains("editedAt", "recalledAt", "recalledBy");
    }

    @Test
    void pagesGoOlderNewerAroundAndToATimeAcrossBuckets() throws Exception {
        createGroup("SINCE_JOIN", "a");
        importLines(450);
        assertThat(seqs("a", "")).isEqualTo(range(401, 450));
        assertThat(seqs("a", "?before=401&limit=200")).isEqualTo(range(201, 400));
        assertThat(seqs("a", "?before=301&limit=200")).isEqualTo(range(101, 300));
        assertThat(seqs("a", "?after=150&limit=100")).isEqualTo(range(151, 250));
        assertThat(seqs("a", "?around=200&limit=10")).isEqualTo(range(195, 204));
        assertThat(seqs("a", "?around=1&limit=10")).isEqualTo(range(1, 10));
        assertThat(seqs("a", "?around=450&limit=10")).isEqualTo(range(441, 450));
        assertThat(seqs("a", "?at=2020-01-01T00:05:30Z&limit=3")).isEqualTo(range(330, 332));
        assertThat(seqs("a", "?at=2020-01-01T00:05:29.500%2B00:00&limit=1")).isEqualTo(range(330, 330));
        assertThat(seqs("a", "?at=2019-01-01T00:00:00Z&limit=2")).isEqualTo(range(1, 2));
        assertThat(seqs("a", "?at=2021-01-01T00:00:00Z")).isEmpty();
        assertThat(seqs("a", "?after=450")).isEmpty();
        JsonNode first = ok(200, call("GET", path("/messages?before=51"), TOKENS.user("a"), null));
        assertThat(first.path("hasOlder").asBoolean()).isFalse();
        assertThat(first.path("hasNewer").asBoolean()).isTrue();
        assertThat(first.path("lastVisibleSeq").asLong()).isEqualTo(450);
    }

    @Test
    void aMemberSeesWhatWasAppendedWhileItWasAMember() throws Exception {
        createGroup("SINCE_JOIN", "a", "b");
        append("a", "m1");
        ok(204, call("DELETE", path("/members/b"), TOKENS.user("b"), null));
        append("a", "m2");
        append("a", "m3");
        assertThat(seqs("b", "")).containsExactly(1L);
        problem(403, "forbidden", call("POST", path("/messages"), TOKENS.user("b"), message("x", "x")));
        ok(201, call("PUT", path("/members/b"), service, null));
        append("a", "m4");
        assertThat(seqs("b", "")).containsExactly(1L, 4L);
        assertThat(seqs("b", "?before=4")).containsExactly(1L);
        ok(201, call("PUT", path("/members/late"), service, "{}"));
        assertThat(seqs("late", "")).isEmpty();
        append("a", "m5");
        assertThat(seqs("late", "")).containsExactly(5L);
        assertThat(seqs("a", "")).isEqualTo(range(1, 5));
    }

    @Test
    void aGivenJoiningTimeOpensWhatWasSentSinceThen() throws Exception {
        createGroup("SINCE_JOIN", "a");
        importLines(10);
        ok(201, call("PUT", path("/members/late"), service, "{\"joinedAt\":\"2020-01-01T00:00:07Z\"}"));
        assertThat(seqs("late", "")).isEqualTo(range(7, 10));
        problem(
                400,
                "invalid-request",
                call("PUT", path("/members/later"), service, "{\"joinedAt\":\"2999-01-01T00:00:00Z\"}"));
        JsonNode again = ok(200, call("PUT", path("/members/late"), service, "{}"));
        assertThat(again.path("joinedAt").asString()).isEqualTo("2020-01-01T00:00:07.000Z");
    }

    @Test
    void fullVisibilityShowsEverythingUpToTheLeaving() throws Exception {
        createGroup("FULL", "a");
        append("a", "m1");
        ok(201, call("PUT", path("/members/b"), service, "{}"));
        assertThat(seqs("b", "")).containsExactly(1L);
        ok(204, call("DELETE", path("/members/b"), service, null));
        append("a", "m2");
        assertThat(seqs("b", "")).containsExactly(1L);
    }

    @Test
    void aStrangerLearnsNothingNotEvenThatItExists() throws Exception {
        createGroup("FULL", "a");
        append("a", "m1");
        for (String rest : List.of("", "/members", "/messages")) {
            HttpResponse<String> there = call("GET", path(rest), TOKENS.user("stranger"), null);
            problem(404, "conversation-not-found", there);
            String nowhere = "/v1/conversations/none-" + UUID.randomUUID() + rest;
            assertThat(call("GET", nowhere, TOKENS.user("stranger"), null).body())
                    .isEqualTo(there.body());
        }
        problem(
                404,
                "conversation-not-found",
                call("POST", path("/messages"), TOKENS.user("stranger"), message("m", "m")));
        problem(404, "conversation-not-found", call("DELETE", path("/members/a"), TOKENS.user("stranger"), null));
        problem(403, "forbidden", call("DELETE", path("/members/b"), TOKENS.user("a"), null));
        problem(401, "unauthenticated", call("GET", path(""), null, null));
    }

    @Test
    void anImportIsCompleteInOrderAndAddsNothingTwice() throws Exception {
        createGroup("SINCE_JOIN", "a");
        JsonNode report = importLines(450);
        assertThat(report.path("imported").asInt()).isEqualTo(450);
        assertThat(report.path("rejected").size()).isZero();
        JsonNode again = importLines(450);
        assertThat(again.path("imported").asInt()).isZero();
        assertThat(again.path("duplicates").asInt()).isEqualTo(450);
        String older =
                "{\"clientMessageId\":\"o\",\"sender\":\"x\",\"type\":\"text\",\"content\":{},\"sentAt\":\"2019-01-01T00:00:00Z\"}";
        String broken = "{\"clientMessageId\":";
        JsonNode mixed = ok(200, call("POST", path("/import"), service, older + "\n" + broken + "\n\nnull"));
        assertThat(mixed.path("rejected").path(0).path("code").asString()).isEqualTo("invalid-request");
        assertThat(mixed.path("rejected").path(0).path("line").asInt()).isEqualTo(2);
        assertThat(mixed.path("rejected").path(1).path("line").asInt()).isEqualTo(4);
        assertThat(mixed.path("rejected").path(2).path("code").asString()).isEqualTo("conflict");
        problem(403, "forbidden", call("POST", path("/import"), TOKENS.user("a"), older));
    }

    @Test
    void anImportOfTheLargestMessagesGoesThrough() throws Exception {
        createGroup("SINCE_JOIN", "a");
        String lines = IntStream.rangeClosed(1, 150)
                .mapToObj(i -> "{\"clientMessageId\":\"i" + i
                        + "\",\"sender\":\"s\",\"type\":\"text\",\"content\":{\"text\":\"" + "x".repeat(65_000)
                        + "\"},\"sentAt\":\"2020-01-01T00:00:00Z\"}")
                .collect(Collectors.joining("\n"));
        JsonNode report = ok(200, call("POST", path("/import"), service, lines));
        assertThat(report.path("imported").asInt()).isEqualTo(150);
        List<Long> seen = new ArrayList<>(seqs("a", "?limit=200"));
        while (seen.get(0) > 1) {
            seen.addAll(0, seqs("a", "?limit=200&before=" + seen.get(0)));
        }
        assertThat(seen).isEqualTo(range(1, 150));
    }

    @Test
    void everyCurrentMemberIsToldOnceInOrderAndNobodyElse() throws Exception {
        createGroup("SINCE_JOIN", "a", "b");
        append("a", "m1");
        ok(204, call("DELETE", path("/members/b"), service, null));
        append("a", "m2");
        ok(201, call("PUT", path("/members/c"), service, "{}"));
        append("a", "m3");
        await().atMost(Duration.ofSeconds(20)).until(() -> delivered().size() == 3);
        assertThat(delivered().stream().map(delivery -> Set.copyOf(delivery.recipients())))
                .containsExactly(
                        Set.of(new UserId("a"), new UserId("b")),
                        Set.of(new UserId("a")),
                        Set.of(new UserId("a"), new UserId("c")));
        assertThat(delivered().stream().map(delivery -> sent(delivery).seq().value()))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void manyThreadsWithRetriesGetDenseSequencesAndEachMessageOnce() throws Exception {
        createGroup("SINCE_JOIN", "a");
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<JsonNode>> answers = IntStream.range(0, 600)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> retried("m" + i % 300), threads))
                    .toList();
            Set<Long> acknowledged = answers.stream()
                    .map(answer -> answer.join().path("seq").asLong())
                    .collect(Collectors.toSet());
            assertThat(acknowledged).isEqualTo(Set.copyOf(range(1, 300)));
        } finally {
            threads.shutdown();
        }
        List<Long> all = new ArrayList<>(seqs("a", "?after=1&limit=200"));
        all.addAll(seqs("a", "?after=201&limit=200"));
        assertThat(all).isEqualTo(range(2, 300));
        await().atMost(Duration.ofSeconds(20)).until(() -> delivered().size() == 300);
    }

    private JsonNode retried(String id) {
        try {
            HttpResponse<String> answer = call("POST", path("/messages"), TOKENS.user("a"), message(id, id));
            assertThat(answer.statusCode()).isBetween(200, 201);
            return ok(answer.statusCode(), answer);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before=0",
                "before=-1",
                "before=1.5",
                "before=x",
                "after=9007199254740992",
                "limit=0",
                "limit=201",
                "before=1&after=1",
                "around=1&at=2020-01-01T00:00:00Z",
                "at=yesterday",
                "nonsense=1"
            })
    void aBadQueryIsRefused(String query) throws Exception {
        createGroup("SINCE_JOIN", "a");
        problem(400, "invalid-request", call("GET", path("/messages?" + query), TOKENS.user("a"), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"clientMessageId\":1,\"type\":\"t\",\"content\":{}}",
                "{\"clientMessageId\":\"\",\"type\":\"t\",\"content\":{}}",
                "{\"clientMessageId\":\"m\",\"type\":\"t\",\"content\":[]}",
                "{\"clientMessageId\":\"m\",\"type\":\"t\",\"content\":null}",
                "{\"clientMessageId\":\"m\",\"type\":\"t\",\"content\":{\"x\":\"\\ud800\"}}",
                "{\"clientMessageId\":\"m\",\"type\":\"t\",\"content\":{},\"seq\":5}",
                "{\"clientMessageId\":\"m\",\"type\":\"t\",\"content\":{},\"sender\":\"b\"}",
                "{\"clientMessageId\":\"m\",\"type\":\"t\",\"content\":{},\"sentAt\":\"2020-01-01T00:00:00Z\"}",
                "{\"clientMessageId\":\"m\",\"type\":\"t\",\"content\":{}",
                "nonsense"
            })
    void aBadMessageIsRefusedAndNothingIsStored(String body) throws Exception {
        createGroup("SINCE_JOIN", "a");
        problem(400, "invalid-request", call("POST", path("/messages"), TOKENS.user("a"), body));
        assertThat(seqs("a", "")).isEmpty();
    }

    @Test
    void tooLongContentIsRefused() throws Exception {
        createGroup("SINCE_JOIN", "a");
        String longText = "é".repeat(33_000);
        problem(413, "payload-too-large", call("POST", path("/messages"), TOKENS.user("a"), message("m", longText)));
        assertThat(seqs("a", "")).isEmpty();
    }

    private JsonNode importLines(int count) throws Exception {
        String lines = IntStream.rangeClosed(1, count)
                .mapToObj(i -> "{\"clientMessageId\":\"i" + i + "\",\"sender\":\"s" + i % 7
                        + "\",\"type\":\"text\",\"content\":{\"text\":\"第" + i + " 👍\"},\"sentAt\":\"2020-01-01T"
                        + "%02d:%02d:%02d".formatted(i / 3600, i / 60 % 60, i % 60) + ".000Z\"}")
                .collect(Collectors.joining("\n"));
        return ok(200, call("POST", path("/import"), service, lines));
    }

    private List<Delivery> delivered() {
        Stream<Delivery> mine = RecordedDeliveries.ALL.stream()
                .filter(delivery -> delivery.told() instanceof Delivery.Told.Sent)
                .filter(delivery -> sent(delivery).conversationId().value().equals(conversation));
        return mine.toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static Message sent(Delivery delivery) {
        return ((Delivery.Told.Sent) delivery.told()).message();
    }
}
