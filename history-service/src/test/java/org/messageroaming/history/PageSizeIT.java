package org.messageroaming.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Pages end when their contents are large enough, say that there is more, and together give everything once. */
@TestPropertySource(properties = "roaming.history.timeline.max-page-size=10KB")
class PageSizeIT extends HistoryIT {
    private static final int MAX_PAGE = 10 * 1024;
    private static final int CONTENT = 1500;
    private static final int LARGEST = MAX_PAGE + CONTENT;
    private static final int MESSAGES = 230;

    private final String user = "u-" + UUID.randomUUID();

    /** Over the end of a bucket of 200. */
    private void fill() throws Exception {
        createGroup("FULL", user);
        String lines = IntStream.rangeClosed(1, MESSAGES)
                .mapToObj(i ->
                        "{\"clientMessageId\":\"i%d\",\"sender\":\"s\",\"type\":\"text\",\"content\":%s,\"sentAt\":\"2020-01-01T00:00:00Z\"}"
                                .formatted(i, content()))
                .collect(Collectors.joining("\n"));
        assertThat(ok(200, call("POST", path("/import"), service, lines))
                        .path("imported")
                        .asInt())
                .isEqualTo(MESSAGES);
    }

    private static String content() {
        return "{\"text\":\"" + "x".repeat(CONTENT - "{\"text\":\"\"}".length()) + "\"}";
    }

    private JsonNode page(String query) throws Exception {
        JsonNode page = ok(200, call("GET", path("/messages?limit=200" + query), TOKENS.user(user), null));
        int sides = query.startsWith("&around") ? 2 : 1;
        assertThat(size(page.path("messages"))).as(query).isLessThan(MAX_PAGE + sides * CONTENT);
        return page;
    }

    private static int size(JsonNode holders) {
        return holders.values().stream()
                .mapToInt(holder -> holder.path("content").isMissingNode()
                        ? 0
                        : holder.path("content").toString().length())
                .sum();
    }

    private static List<Long> seqs(JsonNode page) {
        return page.path("messages").values().stream()
                .map(message -> message.path("seq").asLong())
                .toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void messagesAreGivenInBothDirectionsAndOnBothSides() throws Exception {
        fill();
        JsonNode page = page("");
        assertThat(page.path("hasNewer").asBoolean()).isFalse();
        List<Long> backwards = new ArrayList<>(seqs(page));
        while (page.path("hasOlder").asBoolean()) {
            page = page("&before=" + backwards.get(0));
            assertThat(page.path("hasNewer").asBoolean()).isTrue();
            backwards.addAll(0, seqs(page));
        }
        assertThat(backwards).isEqualTo(upTo(MESSAGES));

        page = page("&at=2000-01-01T00:00:00Z");
        assertThat(page.path("hasOlder").asBoolean()).isFalse();
        List<Long> onwards = new ArrayList<>(seqs(page));
        while (page.path("hasNewer").asBoolean()) {
            page = page("&after=" + onwards.get(onwards.size() - 1));
            onwards.addAll(seqs(page));
        }
        assertThat(onwards).isEqualTo(upTo(MESSAGES));

        for (long seq : new long[] {1, 2, 100, 200, 201, MESSAGES}) {
            page = page("&around=" + seq);
            List<Long> around = seqs(page);
            assertThat(around).contains(seq).hasSizeGreaterThan(3);
            assertThat(around)
                    .isEqualTo(upTo(MESSAGES)
                            .subList(
                                    Math.toIntExact(around.get(0)) - 1,
                                    Math.toIntExact(around.get(around.size() - 1))));
            assertThat(page.path("hasOlder").asBoolean()).isEqualTo(around.get(0) > 1);
            assertThat(page.path("hasNewer").asBoolean()).isEqualTo(around.get(around.size() - 1) < MESSAGES);
        }
    }

    @Test
    void whatTheReaderDeletedTakesNoRoom() throws Exception {
        fill();
        delete(2, 101);
        delete(102, 199);
        JsonNode page = page("&before=201");
        assertThat(seqs(page)).containsExactly(1L, 200L);
        assertThat(page.path("hasOlder").asBoolean()).isFalse();
    }

    private void delete(long first, long last) throws Exception {
        String seqs =
                LongStream.rangeClosed(first, last).mapToObj(Long::toString).collect(Collectors.joining(","));
        String body = "{\"operationId\":\"d" + first + "\",\"type\":\"DELETE\",\"seqs\":[" + seqs + "]}";
        ok(201, call("POST", path("/operations"), TOKENS.user(user), body));
    }

    @Test
    void changesAreGivenWithTheContentsOfTheirEdits() throws Exception {
        createGroup("FULL", user);
        int edits = 30;
        for (int i = 1; i <= edits; i++) {
            append(user, "m" + i);
            ok(
                    201,
                    call(
                            "POST",
                            path("/operations"),
                            TOKENS.user(user),
                            "{\"operationId\":\"e" + i + "\",\"type\":\"EDIT\",\"seq\":" + i + ",\"content\":"
                                    + content() + "}"));
        }
        List<Long> edited = new ArrayList<>();
        String cursor = "";
        JsonNode page;
        do {
            page = ok(200, call("GET", path("/changes?limit=100" + cursor), TOKENS.user(user), null));
            assertThat(size(page.path("changes"))).isLessThan(LARGEST);
            page.path("changes").values().stream()
                    .filter(change -> change.path("type").asString().equals("EDIT"))
                    .forEach(change -> edited.add(change.path("seq").asLong()));
            cursor = "&after=" + page.path("cursor").asString();
        } while (page.path("hasMore").asBoolean());
        assertThat(edited).isEqualTo(upTo(edits));
    }

    @Test
    void conversationsAreGivenWithTheirLastMessages() throws Exception {
        int conversations = 20;
        for (int i = 1; i <= conversations; i++) {
            String id = "/v1/conversations/l-" + UUID.randomUUID();
            ok(201, call("PUT", id, service, "{\"kind\":\"GROUP\",\"members\":[\"" + user + "\"]}"));
            String body = "{\"clientMessageId\":\"m\",\"type\":\"text\",\"content\":" + content() + "}";
            ok(201, call("POST", id + "/messages", TOKENS.user(user), body));
        }
        List<String> given = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    ok(200, call("GET", "/v1/users/me/conversations?limit=20" + cursor, TOKENS.user(user), null));
            List<JsonNode> all = page.path("conversations").values().stream().toList();
            assertThat(all.stream()
                            .mapToInt(one -> one.path("lastMessage")
                                    .path("content")
                                    .toString()
                                    .length())
                            .sum())
                    .isBetween(1, LARGEST);
            all.forEach(one -> given.add(one.path("conversationId").asString()));
            cursor = page.path("nextCursor").isMissingNode()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());
        assertThat(given).hasSize(conversations);
        assertThat(new HashSet<>(given)).hasSize(conversations);
    }
}
