package org.messageroaming.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;

class DeviceTest {
    private static final ConversationId ID = new ConversationId("c");

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> queries = new ArrayList<>();
    private final InMemoryStore store = new InMemoryStore();
    private final Device device = new Device(
            new RoamingApi(
                    (method, uri, token, body, timeout) -> {
                        queries.add(uri.getQuery());
                        return new Transport.Answer(200, answers.remove().getBytes(StandardCharsets.UTF_8));
                    },
                    URI.create("http://o"),
                    URI.create("http://h"),
                    () -> "token"),
            store,
            new UserId("me"));

    /** A page may end long before what was asked for, with its entries' size. */
    @Test
    void pagesAreFollowedWhileThereIsMoreHoweverShortTheyAre() {
        store.inboxCursor("c0");
        answers.addAll(List.of(page(1, true), page(2, true), page(3, false)));

        device.sync();

        assertFollowed("limit=500");
    }

    @Test
    void whatAWaitEndsWithIsFollowedToItsEnd() {
        store.inboxCursor("c0");
        answers.addAll(List.of(page(1, true), page(2, true), page(3, false)));

        device.await(Duration.ofSeconds(30));

        assertFollowed("limit=500&wait=30");
    }

    private void assertFollowed(String first) {
        assertThat(queries).containsExactly("after=c0&" + first, "after=c1&limit=500", "after=c2&limit=500");
        assertThat(store.inboxCursor()).isEqualTo("c3");
        assertThat(device.view(ID))
                .extracting(Message::seq)
                .extracting(Sequence::value)
                .containsExactly(1L, 2L, 3L);
    }

    /** One entry, with a message of the same number. */
    private static String page(int seq, boolean more) {
        String message =
                "{\"conversationId\":\"c\",\"seq\":" + seq + ",\"sender\":\"other\",\"clientMessageId\":\"id" + seq
                        + "\",\"type\":\"text\",\"content\":{\"text\":\"hello\"},\"sentAt\":\"2026-01-01T00:00:00.000Z\"}";
        return "{\"entries\":[{\"seq\":" + seq + ",\"createdAt\":\"2026-01-01T00:00:00.000Z\",\"entryId\":\"e" + seq
                + "\",\"kind\":\"MESSAGE\",\"message\":" + message + "}],\"cursor\":\"c" + seq + "\",\"hasMore\":"
                + more
                + ",\"gap\":null}";
    }
}
