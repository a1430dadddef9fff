package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.model.json.WireTime;
import tools.jackson.databind.JsonNode;

/** Imports an archive and reads all of it back: real chat where it lies beside the project, generated chat elsewhere. */
class ArchiveIT {
    private static final Path REAL = Path.of("../../shared/data/gitter-freecodecamp.ndjson.gz");
    private static final int LINES = 30_000;

    private final Tokens tokens = Tokens.random();
    private final Api api = new Api();

    @Test
    void whatWasImportedReadsBackLineByLineInBothDirections(@TempDir Path folder) throws Exception {
        Path archive = Files.isRegularFile(REAL) ? firstLines(folder) : generated(folder);
        try (Platform platform = TestPlatform.create(tokens, Map.of())) {
            ServiceProcess offline = platform.startOffline(0);
            ServiceProcess history = platform.startHistory(0, offline);
            ArchiveImport importer = new ArchiveImport(history.uri(), tokens.service("importer"), 5000, line -> {});
            ArchiveImport.Count count = importer.run(archive);
            assertThat(count.rejected()).isZero();
            assertThat(importer.run(archive).duplicates()).isEqualTo(count.imported());
            Map<String, List<JsonNode>> expected = byConversation(archive);
            assertThat(count.imported())
                    .isEqualTo(expected.values().stream().mapToLong(List::size).sum());
            expected.forEach((conversation, lines) -> {
                assertSame(lines, backward(history.uri(), conversation));
                assertSame(lines, forward(history.uri(), conversation));
            });
        }
    }

    private static void assertSame(List<JsonNode> lines, List<JsonNode> messages) {
        assertThat(messages).hasSize(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = lines.get(i);
            JsonNode message = messages.get(i);
            assertThat(message.path("seq").asLong()).isEqualTo(i + 1);
            assertThat(message.path("sender")).isEqualTo(line.path("sender"));
            assertThat(message.path("clientMessageId")).isEqualTo(line.path("clientMessageId"));
            assertThat(message.path("content").path("text")).isEqualTo(line.path("text"));
            assertThat(message.path("sentAt")).isEqualTo(line.path("sentAt"));
        }
    }

    private List<JsonNode> backward(URI history, String conversation) {
        List<JsonNode> newestFirst = new ArrayList<>();
        String query = "?limit=50";
        JsonNode page;
        do {
            page = page(history, conversation, query);
            List<JsonNode> messages = new ArrayList<>(page.path("messages").values());
            query = "?limit=50&before=" + messages.get(0).path("seq").asLong();
            Collections.reverse(messages);
            newestFirst.addAll(messages);
        } while (page.path("hasOlder").asBoolean());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private List<JsonNode> forward(URI history, String conversation) {
        List<JsonNode> all = new ArrayList<>();
        String query = "?limit=200&at=2000-01-01T00:00:00Z";
        JsonNode page;
        do {
            page = page(history, conversation, query);
            all.addAll(page.path("messages").values());
            query = "?limit=200&after=" + all.get(all.size() - 1).path("seq").asLong();
        } while (page.path("hasNewer").asBoolean());
        return all;
    }

    private JsonNode page(URI history, String conversation, String query) {
        Api.Answer answer =
                api.get(history, "/v1/conversations/" + conversation + "/messages" + query, tokens.service("reader"));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static Map<String, List<JsonNode>> byConversation(Path archive) throws IOException {
        Map<String, List<JsonNode>> all = new LinkedHashMap<>();
        try (BufferedReader lines = ArchiveImport.open(archive)) {
            lines.lines()
                    .map(WireJson.MAPPER::readTree)
                    .forEach(line -> all.computeIfAbsent(
                                    line.path("conversation").asString(), key -> new ArrayList<>())
                            .add(line));
        }
        return all;
    }

    private static Path firstLines(Path folder) throws IOException {
        try (BufferedReader lines = ArchiveImport.open(REAL)) {
            return Files.write(
                    folder.resolve("real.ndjson"), lines.lines().limit(LINES).toList());
        }
    }

    private static Path generated(Path folder) throws IOException {
        Random random = new Random(7);
        List<String> words =
                List.of("hello", "你好世界", "こんにちは", "안녕", "привет", "olá", "👍🏽", "```code```", "\"q\" \\ \t", "é");
        List<String> lines = new ArrayList<>();
        for (int conversation = 0; lines.size() < LINES; conversation++) {
            Instant time = Instant.parse("2015-01-01T00:00:00Z");
            for (int i = random.nextInt(6000); i >= 0; i--) {
                time = time.plusMillis(random.nextInt(100_000));
                Map<String, String> line = new HashMap<>();
                line.put("conversation", "room-" + conversation);
                line.put("sender", "s" + random.nextInt(50));
                line.put("sentAt", WireTime.format(time));
                line.put("kind", "message");
                line.put("clientMessageId", "g" + lines.size());
                line.put("text", words.get(random.nextInt(words.size())) + " " + i);
                lines.add(WireJson.MAPPER.writeValueAsString(line));
            }
        }
        return Files.write(folder.resolve("generated.ndjson"), lines);
    }
}
