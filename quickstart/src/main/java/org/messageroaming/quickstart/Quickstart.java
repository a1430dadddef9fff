package org.messageroaming.quickstart;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.messageroaming.localstack.LocalStack;
import org.messageroaming.localstack.LocalStackException;
import org.messageroaming.localstack.LocalStackOptions;
import org.messageroaming.localstack.Progress;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.Tokens;

/** The run command: starts Redis, Cassandra and both services, plays the scenario, then stays up. Run from the repository. */
public final class Quickstart {
    private static final int MAX_MEMBERS = 5000;

    private final Arguments arguments;
    private final PrintStream out;
    private final Tokens tokens = Tokens.random();

    private Quickstart(Arguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    /** @param words see {@link Arguments#USAGE} */
    public static void main(String[] words) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (List.of(words).contains("--help")) {
            out.println(Arguments.USAGE);
            return;
        }
        try {
            new Quickstart(Arguments.parse(List.of(words)), out).run();
        } catch (IllegalArgumentException | IllegalStateException | LocalStackException | UncheckedIOException e) {
            out.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run() {
        Progress progress = line -> out.println("   " + line);
        out.println("Starting Redis, Cassandra and both services; this takes about half a minute.");
        LocalStackOptions options =
                LocalStackOptions.defaults().withData(arguments.data()).withProgress(progress);
        try (LocalStack stack = LocalStack.start(options);
                Platform platform = new Platform(
                        Path.of("").toAbsolutePath(), stack.redis(), stack.cassandra(), tokens, progress, Map.of())) {
            ServiceProcess offline = platform.startOffline(arguments.offlinePort());
            ServiceProcess history = platform.startHistory(arguments.historyPort(), offline);
            importArchive(history.uri());
            String name = Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);
            new Scenario(offline.uri(), history.uri(), tokens, name, out::println).play();
            if (!arguments.exit()) {
                greet(offline.uri(), history.uri(), name);
                out.println(stack.onServerExit().join() + " has ended; so does everything else.");
            }
        }
    }

    private void importArchive(URI history) {
        Path archive = arguments.archive();
        if (archive != null) {
            out.println("Importing " + archive);
            Instant start = Instant.now();
            ArchiveImport.Count count =
                    new ArchiveImport(history, tokens.service("importer"), MAX_MEMBERS, out::println).run(archive);
            out.println("   " + count.conversations() + " conversations: " + count.imported() + " messages imported, "
                    + count.duplicates() + " there already, " + count.rejected() + " rejected, in "
                    + Duration.between(start, Instant.now()).toSeconds() + " s");
        }
    }

    private void greet(URI offline, URI history, String name) {
        out.println();
        out.println("Everything is up. In another terminal:");
        out.println();
        out.println("export OFFLINE=" + offline + " HISTORY=" + history);
        out.println("export ALICE=" + tokens.user("alice"));
        out.println("export BOB=" + tokens.user("bob"));
        out.println("export GATEWAY=" + tokens.service("gateway"));
        String group = "$HISTORY/v1/conversations/hiking-" + name;
        out.println("curl -s -H \"Authorization: Bearer $BOB\" $OFFLINE/v1/users/me/inbox");
        out.println("curl -s -H \"Authorization: Bearer $ALICE\" \"" + group + "/messages?limit=2\"");
        out.println("curl -s -H \"Authorization: Bearer $ALICE\" -H 'Content-Type: application/json' " + group
                + "/messages -d '{\"clientMessageId\":\"try-1\",\"type\":\"text\",\"content\":{\"text\":\"Hello\"}}'");
        out.println("curl -s -X PUT -H \"Authorization: Bearer $GATEWAY\" -H 'Content-Type: application/json'"
                + " $HISTORY/v1/conversations/mine -d '{\"kind\":\"DIRECT\",\"members\":[\"alice\",\"bob\"]}'");
        out.println();
        out.println("OpenAPI: " + history + "/v3/api-docs and " + offline + "/v3/api-docs. Ctrl-C ends everything.");
    }
}
