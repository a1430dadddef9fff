package org.messageroaming.benchmarks.timeline;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.messageroaming.benchmarks.stack.Rest;
import org.messageroaming.benchmarks.stack.Stack;
import org.messageroaming.model.json.WireTime;
import tools.jackson.databind.JsonNode;

/** Brings a past into conversations of two, by the import. */
final class Archive {
    private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");

    private final Stack stack;
    private final Rest rest;

    Archive(Stack stack) {
        this.stack = stack;
        this.rest = Rest.as(stack.tokens().service("benchmarks"));
    }

    /** That many messages, a second apart. */
    void importMessages(String conversation, int count) {
        JsonNode answer = rest.postAll(
                stack.history(), "/v1/conversations/" + conversation + "/import", () -> lines(conversation, count));
        if (answer.path("imported").asInt() != count) {
            throw new IllegalStateException("not all were imported: " + answer);
        }
    }

    private static Iterator<byte[]> lines(String conversation, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> line(conversation, i).getBytes(StandardCharsets.US_ASCII))
                .iterator();
    }

    private static String line(String conversation, int number) {
        return "{\"clientMessageId\":\"i" + number + "\",\"sender\":\"" + Conversations.sender(conversation)
                + "\",\"type\":\"text\",\"content\":{\"text\":\"" + Conversations.TEXT + "\"},\"sentAt\":\""
                + WireTime.format(BEGIN.plusSeconds(number)) + "\"}\n";
    }
}
