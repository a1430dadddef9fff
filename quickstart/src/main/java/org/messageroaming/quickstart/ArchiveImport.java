package org.messageroaming.quickstart;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.JsonNode;

/**
 * Imports an archive: NDJSON, grouped by conversation, oldest first, a line a message. Each conversation becomes a group of all its
 * senders.
 */
final class ArchiveImport {
    private final Api api = new Api();
    private final URI history;
    private final String token;
    private final int maxMembers;
    private final Consumer<String> out;

    /** @param maxMembers how many senders become members at most; the rest of them stays names in the history */
    ArchiveImport(URI history, String token, int maxMembers, Consumer<String> out) {
        this.history = history;
        this.token = token;
        this.maxMembers = maxMembers;
        this.out = out;
    }

    /** What an archive came to. */
    record Count(int conversations, long imported, long duplicates, long rejected) {
        Count plus(JsonNode report) {
            return new Count(
                    conversations + 1,
                    imported + report.path("imported").asLong(),
                    duplicates + report.path("duplicates").asLong(),
                    rejected + report.path("rejected").size());
        }
    }

    /** @throws UncheckedIOException when the file cannot be read */
    Count run(Path file) {
        Count count = new Count(0, 0, 0, 0);
        try (BufferedReader lines = open(file)) {
            Group group = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode message = WireJson.MAPPER.readTree(line);
                String conversation = message.path("conversation").asString();
                if (group != null && !group.conversation.equals(conversation)) {
                    count = send(group, count);
                    group = null;
                }
                if (group == null) {
                    group = new Group(conversation);
                }
                group.add(message);
            }
            return group == null ? count : send(group, count);
        } catch (IOException e) {
            throw new UncheckedIOException("The archive " + file + " cannot be read", e);
        }
    }

    static BufferedReader open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 65_536) : raw;
        return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    }

    private Count send(Group group, Count count) {
        String path = "/v1/conversations/" + group.conversation;
        List<String> members = group.senders.stream().limit(maxMembers).toList();
        expect(api.put(history, path, token, Map.of("kind", "GROUP", "historyVisibility", "FULL", "members", members)));
        byte[] lines = group.lines.toByteArray();
        Count next = count.plus(
                expect(api.importLines(history, path + "/import", token, () -> new ByteArrayInputStream(lines))));
        if (next.conversations() % 50 == 0) {
            out.accept("   " + next.conversations() + " conversations, " + next.imported() + " messages …");
        }
        return next;
    }

    private static JsonNode expect(Api.Answer answer) {
        if (answer.status() >= 300) {
            throw new IllegalStateException("history-service answered " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    private static final class Group {
        private final String conversation;
        private final Set<String> senders = new LinkedHashSet<>();
        private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

        Group(String conversation) {
            this.conversation = conversation;
        }

        void add(JsonNode message) {
            senders.add(message.path("sender").asString());
            lines.writeBytes(WireJson.MAPPER.writeValueAsBytes(Map.of(
                    "clientMessageId", message.path("clientMessageId").asString(),
                    "sender", message.path("sender").asString(),
                    "type", message.path("kind").asString(),
                    "content", Map.of("text", message.path("text").asString()),
                    "sentAt", message.path("sentAt").asString())));
            lines.write('\n');
        }
    }
}
