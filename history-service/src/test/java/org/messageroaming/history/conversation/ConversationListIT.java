package org.messageroaming.history.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.HistoryIT;
import tools.jackson.databind.JsonNode;

class ConversationListIT extends HistoryIT {
    private final String user = "u-" + UUID.randomUUID();

    private JsonNode list(String query) throws Exception {
        return ok(200, call("GET", "/v1/users/me/conversations" + query, TOKENS.user(user), null));
    }

    private String create(String... members) throws Exception {
        String id = "l-" + UUID.randomUUID();
        ok(
                201,
                call(
                        "PUT",
                        "/v1/conversations/" + id,
                        service,
                        "{\"kind\":\"GROUP\",\"members\":[\"" + String.join("\",\"", members) + "\"]}"));
        return id;
    }

    private void say(String id, String sender, String text) throws Exception {
        ok(201, call("POST", "/v1/conversations/" + id + "/messages", TOKENS.user(sender), message(text, text)));
    }

    private void operate(String id, String sender, String body) throws Exception {
        ok(201, call("POST", "/v1/conversations/" + id + "/operations", TOKENS.user(sender), body));
    }

    private static List<String> ids(JsonNode page) {
        return page.path("conversations").values().stream()
                .map(one -> one.path("conversationId").asString())
                .toList();
    }

    @Test
    void theMostRecentlyActiveComesFirstWithWhatItsOwnerSees() throws Exception {
        String quiet = create(user, "peer");
        String busy = create(user, "peer");
        for (int i = 1; i <= 5; i++) {
            say(busy, "peer", "m" + i);
        }
        operate(busy, user, "{\"operationId\":\"r\",\"type\":\"READ\",\"upToSeq\":1}");
        operate(busy, user, "{\"operationId\":\"d\",\"type\":\"DELETE\",\"seqs\":[3,5]}");
        operate(busy, "peer", "{\"operationId\":\"x\",\"type\":\"RECALL\",\"seq\":4}");

        JsonNode page = list("");

        assertThat(ids(page)).containsExactly(busy, quiet);
        JsonNode first = page.path("conversations").path(0);
        assertThat(first.path("readUpToSeq").asLong()).isEqualTo(1);
        assertThat(first.path("unreadCount").asLong()).as("2 and 4").isEqualTo(2);
        assertThat(first.path("lastVisibleSeq").asLong()).isEqualTo(4);
        assertThat(first.path("lastMessage").path("content").isNull())
                .as("recalled")
                .isTrue();
        assertThat(first.path("firstVisibleSeq").asLong()).isEqualTo(1);
        assertThat(page.path("nextCursor").isMissingNode()).isTrue();
        JsonNode second = page.path("conversations").path(1);
        assertThat(second.path("lastMessage").isMissingNode()).isTrue();
        assertThat(second.path("unreadCount").asLong()).isZero();
    }

    @Test
    void sendingMovesTheSendersOwnReadMarker() throws Exception {
        String id = create(user, "peer");
        say(id, "peer", "one");
        say(id, user, "two");
        say(id, "peer", "three");
        JsonNode mine = list("").path("conversations").path(0);
        assertThat(mine.path("readUpToSeq").asLong()).isEqualTo(2);
        assertThat(mine.path("unreadCount").asLong()).isEqualTo(1);
    }

    @Test
    void whatWasLeftIsListedWithItsEndAndClearedOnesAreEmpty() throws Exception {
        String left = create(user, "peer");
        say(left, "peer", "before");
        ok(204, call("DELETE", "/v1/conversations/" + left + "/members/" + user, service, null));
        say(left, "peer", "after");
        String cleared = create(user, "peer");
        say(cleared, "peer", "gone");
        operate(cleared, user, "{\"operationId\":\"c\",\"type\":\"CLEAR\",\"upToSeq\":1}");

        JsonNode page = list("");

        assertThat(ids(page)).containsExactly(cleared, left);
        assertThat(page.path("conversations").path(0).path("lastVisibleSeq").asLong())
                .isZero();
        assertThat(page.path("conversations").path(0).path("unreadCount").asLong())
                .isZero();
        JsonNode former = page.path("conversations").path(1);
        assertThat(former.path("leftAt").asString()).isNotEmpty();
        assertThat(former.path("lastMessage").path("content").path("text").asString())
                .isEqualTo("before");
    }

    @Test
    void pagingGivesEachConversationOnceThoughMessagesArrive() throws Exception {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            all.add(create(user, "peer"));
        }
        List<String> given = new ArrayList<>();
        JsonNode page = list("?limit=20");
        while (true) {
            given.addAll(ids(page));
            if (page.path("nextCursor").isMissingNode()) {
                break;
            }
            say(all.get(given.size() % 7), "peer", "m" + given.size());
            say(all.get(all.size() - 1), "peer", "n" + given.size());
            page = list("?limit=20&cursor=" + page.path("nextCursor").asString());
        }
        Set<String> distinct = new LinkedHashSet<>(given);
        assertThat(given).hasSize(130);
        assertThat(distinct).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void twoThousandConversationsAreListedEachOnceInOrder() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<String> all = new ArrayList<>();
        try {
            List<Future<String>> created = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                created.add(threads.submit(() -> create(user, "peer")));
            }
            for (Future<String> one : created) {
                all.add(one.get());
            }
        } finally {
            threads.shutdownNow();
        }
        say(all.get(1234), "peer", "newest");
        List<String> given = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = list("?limit=200" + cursor);
            given.addAll(ids(page));
            cursor = page.path("nextCursor").isMissingNode()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());
        assertThat(given).startsWith(all.get(1234)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aCursorIsOfUseToItsOwnerOnly() throws Exception {
        for (int i = 0; i < 3; i++) {
            create(user, "peer");
        }
        String cursor = list("?limit=1").path("nextCursor").asString();
        String path = "/v1/users/me/conversations?cursor=";
        problem(400, "invalid-cursor", call("GET", path + cursor, TOKENS.user("other"), null));
        problem(400, "invalid-cursor", call("GET", path + "xyz", TOKENS.user(user), null));
        problem(403, "forbidden", call("GET", "/v1/users/peer/conversations", TOKENS.user(user), null));
        ok(200, call("GET", "/v1/users/" + user + "/conversations?cursor=" + cursor, service, null));
    }
}
