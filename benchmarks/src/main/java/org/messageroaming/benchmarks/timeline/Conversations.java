package org.messageroaming.benchmarks.timeline;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.messageroaming.benchmarks.stack.Rest;
import org.messageroaming.localstack.Tokens;

/** Makes conversations, through the API. */
final class Conversations {
    /** Of a message's text. */
    static final String TEXT = "x".repeat(200);

    private final URI history;
    private final Rest rest;

    Conversations(URI history, Tokens tokens) {
        this.history = history;
        this.rest = Rest.as(tokens.service("benchmarks"));
    }

    /** Names that are nobody else's. */
    static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** Who sends in a conversation of two. */
    static String sender(String conversation) {
        return conversation + "-a";
    }

    /** Who gets it. */
    static String recipient(String conversation) {
        return conversation + "-b";
    }

    /** Conversations of two members each. */
    void createAll(List<String> conversations) throws InterruptedException {
        Rest.all(conversations.size(), i -> {
            String name = conversations.get(i);
            return rest.put(
                    history,
                    "/v1/conversations/" + name,
                    Map.of("kind", "DIRECT", "members", List.of(sender(name), recipient(name))));
        });
    }

    /** One conversation of several members. */
    void create(String name, List<String> members) throws InterruptedException {
        Rest.all(1, i -> rest.put(history, "/v1/conversations/" + name, Map.of("kind", "GROUP", "members", members)));
    }

    /** The body of a request to send a message, with a load plan's {@code ${id}}. */
    static String message() {
        return "{\"clientMessageId\":\"${id}\",\"type\":\"text\",\"content\":{\"text\":\"" + TEXT + "\"}}";
    }
}
